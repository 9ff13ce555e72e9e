import { Prisma } from "../client";
import { clubJson } from "./club";
import { profileJson } from "./profile";
import { millis } from "./shared";

/** How many members a room shows. */
const SHOWN = Prisma.raw("6");

/** Whether `m` of `room_members` is in the room `r` at that moment. */
function present(now: Date): Prisma.Sql {
  return Prisma.sql`m.room_id = r.room_id AND m.left_time IS NULL AND m.lease_until > ${now}`;
}

/**
 * Whether the room `r` is open at that moment, as SQL truth. A room lives while a host or speaker is in it (the
 * earliest speaker takes over from the last host), so this holds also where no job has closed it yet.
 *
 * Here and below a scalar subquery stands where EXISTS would do: PostgreSQL turns EXISTS into hashing all that the
 * viewer, or the platform, has of it, and a list of 20 rooms must not read that.
 */
export function roomOpen(now: Date): Prisma.Sql {
  return Prisma.sql`(r.closed_time IS NULL AND (
    SELECT TRUE FROM room_members m WHERE ${present(now)} AND m.role > 0 LIMIT 1) IS TRUE)`;
}

/** Whether `uid` is in the room `r` at that moment, as SQL truth. */
export function inRoom(uid: string, now: Date): Prisma.Sql {
  return Prisma.sql`((SELECT TRUE FROM room_members m WHERE ${present(now)} AND m.uid = ${uid}) IS TRUE)`;
}

/**
 * Whether the viewer may know of the room `r` while it is open, as SQL truth: everybody of an open room, members of
 * a club room, and of a private one its creator, those invited and those in it.
 * @param viewer uid, or null for a stranger.
 */
export function roomVisible(viewer: string | null, now: Date): Prisma.Sql {
  if (!viewer) return Prisma.sql`(r.club_id IS NULL AND NOT r.invite_only)`;
  return Prisma.sql`(CASE
    WHEN r.club_id IS NOT NULL THEN (
      SELECT TRUE FROM club_members cm WHERE cm.club_id = r.club_id AND cm.uid = ${viewer}) IS TRUE
    WHEN r.invite_only THEN r.uid = ${viewer} OR ${inRoom(viewer, now)} OR (
      SELECT TRUE FROM room_invites i WHERE i.room_id = r.room_id AND i.uid = ${viewer}) IS TRUE
    ELSE TRUE END)`;
}

/**
 * A room as a viewer sees it, as JSON; reads `rooms` under the name `r`. Nobody counts as being in a room that has
 * neither host nor speaker: it is closed, whether or not a job has got to it.
 * @param viewer uid, or null for a stranger, about whom nothing is known.
 */
export function roomJson(viewer: string | null, now: Date): Prisma.Sql {
  return Prisma.sql`(
    SELECT json_strip_nulls(json_build_object(
      'roomId', r.room_id, 'uid', r.uid, 'name', r.name, 'clubId', r.club_id,
      'clubResult', (SELECT ${clubJson(viewer)} FROM clubs cl WHERE cl.club_id = r.club_id),
      'inviteOnly', r.invite_only::int, 'createTime', ${millis(Prisma.sql`r.create_time`)},
      'memberTotal', coalesce(max(s.total), 0), 'memberList', coalesce(
        json_agg(${profileJson(viewer)} ORDER BY s.role DESC, s.join_time, s.uid) FILTER (WHERE s.total > 0), '[]')))
    FROM (
      SELECT m.uid, m.role, m.join_time, CASE WHEN max(m.role) OVER () > 0 THEN count(*) OVER () ELSE 0 END AS total
      FROM room_members m WHERE ${present(now)} ORDER BY m.role DESC, m.join_time, m.uid LIMIT ${SHOWN}
    ) s JOIN profiles p ON p.uid = s.uid)`;
}
