import { Prisma } from "../client";
import { roomJson, roomOpen, roomVisible } from "./room";
import { millis } from "./shared";

/** How far before and after its time an event counts as near (status 1), both ends included; in milliseconds. */
export const EVENT_NEAR_MS = 30 * 60_000;

/**
 * An event as a viewer sees it, as JSON; reads `events` under the name `e`. Its room is shown while it is open and
 * the viewer may see it; its id stays.
 * @param viewer uid, or null for a stranger, who has reserved nothing.
 */
export function eventJson(viewer: string | null, now: Date): Prisma.Sql {
  const nearFrom = new Date(now.getTime() - EVENT_NEAR_MS);
  const nearTo = new Date(now.getTime() + EVENT_NEAR_MS);
  // A count, since EXISTS may be planned as a hash over all reservations of the viewer.
  const notify = viewer
    ? Prisma.sql`(SELECT count(*) FROM event_reminders er WHERE er.event_id = e.event_id AND er.uid = ${viewer})`
    : Prisma.sql`0`;
  return Prisma.sql`json_strip_nulls(json_build_object(
    'eventId', e.event_id, 'uid', e.uid, 'name', e.name, 'desc', e.description,
    'eventTime', ${millis(Prisma.sql`e.event_time`)},
    'eventTimeStatus', CASE WHEN e.event_time > ${nearTo} THEN 0 WHEN e.event_time < ${nearFrom} THEN 2 ELSE 1 END,
    'memberUidList', array_to_json(ARRAY(
      SELECT em.uid FROM event_members em WHERE em.event_id = e.event_id ORDER BY em.position)),
    'notify', ${notify}, 'createTime', ${millis(Prisma.sql`e.create_time`)}, 'roomId', e.room_id,
    'roomResult', (SELECT ${roomJson(viewer, now)} FROM rooms r
      WHERE r.room_id = e.room_id AND ${roomOpen(now)} AND ${roomVisible(viewer, now)})))`;
}
