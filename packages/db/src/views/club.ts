import { Prisma } from "../client";
import { millis } from "./shared";

/**
 * A club as a viewer sees it, as JSON; reads `clubs` under the name `cl`.
 * @param viewer uid, or null for a stranger, who is in no club.
 */
export function clubJson(viewer: string | null): Prisma.Sql {
  return clubObject(joinedOf(viewer));
}

/** The same for a viewer of whom it is known that they are in the club. */
export const ownClubJson: Prisma.Sql = clubObject(Prisma.sql`1`);

function joinedOf(viewer: string | null): Prisma.Sql {
  // A count, since EXISTS may be planned as a hash over all clubs of the viewer.
  return viewer
    ? Prisma.sql`(SELECT count(*) FROM club_members cm WHERE cm.club_id = cl.club_id AND cm.uid = ${viewer})`
    : Prisma.sql`0`;
}

function clubObject(joined: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`json_build_object(
    'clubId', cl.club_id, 'uid', cl.uid, 'name', cl.name, 'cover', cl.cover,
    'createTime', ${millis(Prisma.sql`cl.create_time`)}, 'memberTotal', cl.member_total,
    'joined', ${joined}, 'inviteOnly', 0)`;
}
