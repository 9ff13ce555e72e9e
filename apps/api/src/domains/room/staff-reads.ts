import { DomainError } from "@chaoqer/contract/errors";
import type { PlaceSearch, StaffRoom, StaffRoomDetail } from "@chaoqer/contract/staff/places";
import { Prisma } from "@chaoqer/db/client";
import { roomOpen } from "@chaoqer/db/views/room";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { historyJson } from "../staff/history";
import { allOf, laterFirst, pageFrom } from "../staff/pages";
import { byIdOrName, creatorJson } from "../staff/searches";

/** Rooms at the console; each answer is one statement. */

const sql = Prisma.sql;

const present = (now: Date) => sql`m.room_id = r.room_id AND m.left_time IS NULL AND m.lease_until > ${now}`;

const roomJson = (now: Date) => sql`jsonb_build_object('roomId', r.room_id, 'name', r.name,
  'creator', ${creatorJson(sql`r.uid`)}, 'clubId', r.club_id, 'clubName', cl.name, 'inviteOnly', r.invite_only::int,
  'open', ${roomOpen(now)}::int,
  'memberTotal', CASE WHEN ${roomOpen(now)} THEN (SELECT count(*) FROM room_members m WHERE ${present(now)}) ELSE 0 END,
  'createTime', ${millis(sql`r.create_time`)}, 'closedTime', ${millis(sql`r.closed_time`)},
  'closeReason', r.close_reason)`;

const joins = sql`LEFT JOIN profiles p ON p.uid = r.uid LEFT JOIN clubs cl ON cl.club_id = r.club_id`;

/** Rooms, latest first. */
export async function searchRooms(
  ctx: StaffCtx,
  { count, after, search, state }: PlaceSearch<"open" | "closed" | "all">,
): Promise<{ list: StaffRoom[]; next: string | null }> {
  const now = ctx.clock.now();
  const where = allOf([
    laterFirst(after, sql`r.create_time`, sql`r.room_id`),
    state === "open" && roomOpen(now),
    state === "closed" && sql`NOT ${roomOpen(now)}`,
    search && byIdOrName(search, { id: sql`r.room_id`, uid: sql`r.uid`, name: sql`r.name` }),
  ]);
  const rows = await ctx.db.$queryRaw<{ item: StaffRoom }[]>`
    WITH page AS MATERIALIZED (
      SELECT * FROM rooms r WHERE ${where} ORDER BY r.create_time DESC, r.room_id DESC LIMIT ${count + 1}
    )
    SELECT ${roomJson(now)} AS item FROM page r ${joins} ORDER BY r.create_time DESC, r.room_id DESC`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => `${item.createTime}:${item.roomId}`);
}

/** A room with who is in it and what staff did to it. @throws DomainError roomUnknown */
export async function getRoomAsStaff(ctx: StaffCtx, roomId: string): Promise<StaffRoomDetail> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<{ detail: StaffRoomDetail }[]>`
    SELECT ${roomJson(now)} || jsonb_build_object('members', CASE WHEN ${roomOpen(now)} THEN (
      SELECT coalesce(json_agg(json_build_object('uid', s.uid, 'nickname', mp.nickname, 'avatar', mp.avatar,
        'role', s.role, 'joinTime', ${millis(sql`s.join_time`)}) ORDER BY s.role DESC, s.join_time, s.uid), '[]')
      FROM (SELECT m.uid, m.role, m.join_time FROM room_members m WHERE ${present(now)}
        ORDER BY m.role DESC, m.join_time, m.uid LIMIT 100) s JOIN profiles mp ON mp.uid = s.uid)
      ELSE '[]' END, 'history', ${historyJson("room", sql`r.room_id`)}) AS detail
    FROM rooms r ${joins} WHERE r.room_id = ${roomId}`;
  if (!row) throw new DomainError("roomUnknown");
  return row.detail;
}
