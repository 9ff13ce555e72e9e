import { DomainError } from "@chaoqer/contract/errors";
import type { PlaceSearch, StaffEvent, StaffEventDetail } from "@chaoqer/contract/staff/places";
import { Prisma } from "@chaoqer/db/client";
import { roomOpen } from "@chaoqer/db/views/room";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { historyJson } from "../staff/history";
import { allOf, laterFirst, pageFrom } from "../staff/pages";
import { byIdOrName, creatorJson } from "../staff/searches";
import { statusNow } from "../user/staff-views";

/** Events at the console; each answer is one statement. */

const sql = Prisma.sql;

/** Reads `events e` and, left-joined, its creator's `profiles p`. */
const eventJson = sql`jsonb_build_object('eventId', e.event_id, 'name', e.name, 'desc', coalesce(e.description, ''),
  'creator', ${creatorJson(sql`e.uid`)}, 'eventTime', ${millis(sql`e.event_time`)},
  'memberTotal', (SELECT count(*) FROM event_members m WHERE m.event_id = e.event_id),
  'reminders', (SELECT count(*) FROM event_reminders m WHERE m.event_id = e.event_id), 'roomId', e.room_id,
  'createTime', ${millis(sql`e.create_time`)}, 'deletedTime', ${millis(sql`e.deleted_time`)})`;

/** Events, latest first. */
export async function searchEvents(
  ctx: StaffCtx,
  { count, after, search, state }: PlaceSearch<"live" | "deleted" | "all">,
): Promise<{ list: StaffEvent[]; next: string | null }> {
  const where = allOf([
    laterFirst(after, sql`e.create_time`, sql`e.event_id`),
    state === "live" && sql`e.deleted_time IS NULL`,
    state === "deleted" && sql`e.deleted_time IS NOT NULL`,
    search && byIdOrName(search, { id: sql`e.event_id`, uid: sql`e.uid`, name: sql`e.name` }),
  ]);
  const rows = await ctx.db.$queryRaw<{ item: StaffEvent }[]>`
    SELECT ${eventJson} AS item FROM events e LEFT JOIN profiles p ON p.uid = e.uid
    WHERE ${where} ORDER BY e.create_time DESC, e.event_id DESC LIMIT ${count + 1}`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => `${item.createTime}:${item.eventId}`);
}

/** An event with its guests, the room it was started as, and what staff did to it. @throws DomainError eventUnknown */
export async function getEventAsStaff(ctx: StaffCtx, eventId: string): Promise<StaffEventDetail> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<{ detail: StaffEventDetail }[]>`
    SELECT ${eventJson} || jsonb_build_object(
      'members', (SELECT coalesce(json_agg(json_build_object('uid', m.uid, 'nickname', coalesce(mp.nickname, ''),
          'avatar', coalesce(mp.avatar, ''), 'status', ${statusNow(now)}) ORDER BY m.position, m.uid), '[]')
        FROM event_members m JOIN accounts a ON a.uid = m.uid LEFT JOIN profiles mp ON mp.uid = m.uid
        WHERE m.event_id = e.event_id),
      'room', (SELECT json_build_object('roomId', r.room_id, 'name', r.name, 'open', ${roomOpen(now)}::int,
          'createTime', ${millis(sql`r.create_time`)}, 'memberTotal', CASE WHEN ${roomOpen(now)} THEN (
            SELECT count(*) FROM room_members m
            WHERE m.room_id = r.room_id AND m.left_time IS NULL AND m.lease_until > ${now}) ELSE 0 END)
        FROM rooms r WHERE r.room_id = e.room_id),
      'history', ${historyJson("event", sql`e.event_id`)}) AS detail
    FROM events e LEFT JOIN profiles p ON p.uid = e.uid WHERE e.event_id = ${eventId}`;
  if (!row) throw new DomainError("eventUnknown");
  return row.detail;
}
