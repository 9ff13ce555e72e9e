import { Prisma } from "../client";

/** So many of a viewer's relations are read at once instead of looked up one by one. */
const FEW = Prisma.raw("50");

/**
 * Whether the viewer is related to `p`, as 1 or 0. Most viewers have few relations: those are read once a statement,
 * however many profiles it shows. For others each is looked up by the whole key; EXISTS may be planned as a hash over
 * all that they ever did.
 */
function related(viewer: string, table: "blocks" | "cards", own: string, other: string): Prisma.Sql {
  const [from, by, to] = [Prisma.raw(table), Prisma.raw(own), Prisma.raw(other)];
  const few = Prisma.sql`(SELECT CASE WHEN count(*) <= ${FEW} THEN coalesce(array_agg(f.${to}), '{}') END FROM (
    SELECT ${to} FROM ${from} WHERE ${by} = ${viewer} ORDER BY ${to} LIMIT ${FEW} + 1) f)`;
  const one = Prisma.sql`(SELECT count(*) FROM ${from} o WHERE o.${by} = ${viewer} AND o.${to} = p.uid)`;
  return Prisma.sql`coalesce((p.uid = ANY(${few}::text[]))::int, ${one})`;
}

/**
 * A profile as a viewer sees it, as JSON; reads `profiles` under the name `p`.
 * @param viewer uid, or null for a stranger, about whom nothing is known.
 */
export function profileJson(viewer: string | null): Prisma.Sql {
  const blocked = viewer ? related(viewer, "blocks", "uid", "blocked_uid") : Prisma.sql`0`;
  const sendCard = viewer ? related(viewer, "cards", "sender_uid", "holder_uid") : Prisma.sql`0`;
  return Prisma.sql`json_build_object(
    'uid', p.uid, 'nickname', p.nickname, 'avatar', p.avatar, 'bio', p.bio, 'blocked', ${blocked},
    'sendCard', ${sendCard}, 'cardTotal', p.card_total, 'allowLive', p.allow_live::int)`;
}
