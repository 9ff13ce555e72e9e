import { Prisma } from "../client";

/**
 * A profile as a viewer sees it, as JSON; reads `profiles` under the name `p`.
 * @param viewer uid, or null for a stranger, about whom nothing is known.
 */
export function profileJson(viewer: string | null): Prisma.Sql {
  // Counting by the whole key is one look-up a row; EXISTS may be planned as a hash over all that the viewer ever did.
  const blocked = viewer
    ? Prisma.sql`(SELECT count(*) FROM blocks b WHERE b.uid = ${viewer} AND b.blocked_uid = p.uid)`
    : Prisma.sql`0`;
  const sendCard = viewer
    ? Prisma.sql`(SELECT count(*) FROM cards c WHERE c.sender_uid = ${viewer} AND c.holder_uid = p.uid)`
    : Prisma.sql`0`;
  return Prisma.sql`json_build_object(
    'uid', p.uid, 'nickname', p.nickname, 'avatar', p.avatar, 'bio', p.bio, 'blocked', ${blocked},
    'sendCard', ${sendCard}, 'cardTotal', p.card_total, 'allowLive', p.allow_live::int)`;
}
