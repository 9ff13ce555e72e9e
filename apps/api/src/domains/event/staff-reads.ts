import type { PlaceSearch, StaffEvent } from "@chaoqer/contract/staff/places";
import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { allOf, laterFirst, pageFrom } from "../staff/pages";
import { byIdOrName, creatorJson } from "../staff/searches";

const sql = Prisma.sql;

/** Events at the console, latest first; one statement. */
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
    SELECT json_build_object('eventId', e.event_id, 'name', e.name, 'desc', coalesce(e.description, ''),
      'creator', ${creatorJson(sql`e.uid`)}, 'eventTime', ${millis(sql`e.event_time`)},
      'memberTotal', (SELECT count(*) FROM event_members m WHERE m.event_id = e.event_id),
      'reminders', (SELECT count(*) FROM event_reminders m WHERE m.event_id = e.event_id), 'roomId', e.room_id,
      'createTime', ${millis(sql`e.create_time`)}, 'deletedTime', ${millis(sql`e.deleted_time`)}) AS item
    FROM events e LEFT JOIN profiles p ON p.uid = e.uid
    WHERE ${where} ORDER BY e.create_time DESC, e.event_id DESC LIMIT ${count + 1}`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => `${item.createTime}:${item.eventId}`);
}
