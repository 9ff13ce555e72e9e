import { Prisma } from "../client";
import { flag } from "./shared";

/**
 * A profile as a viewer sees it, as JSON; reads `profiles` under the name `p`.
 * @param viewer uid, or null for a stranger, about whom nothing is known.
 */
export function profileJson(viewer: string | null): Prisma.Sql {
  const blocked = viewer
    ? flag(Prisma.sql`EXISTS (SELECT 1 FROM blocks b WHERE b.uid = ${viewer} AND b.blocked_uid = p.uid)`)
    : Prisma.sql`0`;
  const sendCard = viewer
    ? flag(Prisma.sql`EXISTS (SELECT 1 FROM cards c WHERE c.sender_uid = ${viewer} AND c.holder_uid = p.uid)`)
    : Prisma.sql`0`;
  return Prisma.sql`json_build_object(
    'uid', p.uid, 'nickname', p.nickname, 'avatar', p.avatar, 'bio', p.bio, 'blocked', ${blocked},
    'sendCard', ${sendCard}, 'cardTotal', p.card_total, 'allowLive', p.allow_live::int)`;
}
