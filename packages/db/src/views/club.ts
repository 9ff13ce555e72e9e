import { Prisma } from "../client";
import { flag, millis } from "./shared";

/** Whether the viewer belongs to the club `cl`, as SQL truth. @param viewer uid, or null for a stranger. */
export function inClub(viewer: string | null): Prisma.Sql {
  if (!viewer) return Prisma.sql`FALSE`;
  return Prisma.sql`EXISTS (SELECT 1 FROM club_members cm WHERE cm.club_id = cl.club_id AND cm.uid = ${viewer})`;
}

/**
 * A club as a viewer sees it, as JSON; reads `clubs` under the name `cl`.
 * @param viewer uid, or null for a stranger, who is in no club.
 */
export function clubJson(viewer: string | null): Prisma.Sql {
  return Prisma.sql`json_build_object(
    'clubId', cl.club_id, 'uid', cl.uid, 'name', cl.name, 'cover', cl.cover,
    'createTime', ${millis(Prisma.sql`cl.create_time`)}, 'memberTotal', cl.member_total,
    'joined', ${flag(inClub(viewer))}, 'inviteOnly', 0)`;
}
