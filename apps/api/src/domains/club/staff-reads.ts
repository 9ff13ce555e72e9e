import { DomainError } from "@chaoqer/contract/errors";
import type { StaffPage } from "@chaoqer/contract/staff/common";
import type { PlaceSearch, StaffClub, StaffClubDetail, StaffClubMembers } from "@chaoqer/contract/staff/places";
import { Prisma } from "@chaoqer/db/client";
import { roomOpen } from "@chaoqer/db/views/room";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { historyJson } from "../staff/history";
import { allOf, laterFirst, pageFrom } from "../staff/pages";
import { byIdOrName, creatorJson } from "../staff/searches";
import { statusNow } from "../user/staff-views";

/** Clubs at the console; each answer is one statement. */

const sql = Prisma.sql;

/** Reads `clubs cl` and, left-joined, its creator's `profiles p`. */
const clubJson = sql`jsonb_build_object('clubId', cl.club_id, 'name', cl.name, 'cover', cl.cover,
  'creator', ${creatorJson(sql`cl.uid`)}, 'memberTotal', cl.member_total,
  'createTime', ${millis(sql`cl.create_time`)}, 'dissolvedTime', ${millis(sql`cl.dissolved_time`)})`;

/** Clubs, latest first. */
export async function searchClubs(
  ctx: StaffCtx,
  { count, after, search, state }: PlaceSearch<"live" | "dissolved" | "all">,
): Promise<{ list: StaffClub[]; next: string | null }> {
  const where = allOf([
    laterFirst(after, sql`cl.create_time`, sql`cl.club_id`),
    state === "live" && sql`cl.dissolved_time IS NULL`,
    state === "dissolved" && sql`cl.dissolved_time IS NOT NULL`,
    search && byIdOrName(search, { id: sql`cl.club_id`, uid: sql`cl.uid`, name: sql`cl.name` }),
  ]);
  const rows = await ctx.db.$queryRaw<{ item: StaffClub }[]>`
    SELECT ${clubJson} AS item FROM clubs cl LEFT JOIN profiles p ON p.uid = cl.uid
    WHERE ${where} ORDER BY cl.create_time DESC, cl.club_id DESC LIMIT ${count + 1}`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => `${item.createTime}:${item.clubId}`);
}

/** A club with its open rooms and what staff did to it. @throws DomainError clubUnknown */
export async function getClubAsStaff(ctx: StaffCtx, clubId: string): Promise<StaffClubDetail> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<{ detail: StaffClubDetail }[]>`
    SELECT ${clubJson} || jsonb_build_object(
      'rooms', (SELECT coalesce(json_agg(item), '[]') FROM (
        SELECT json_build_object('roomId', r.room_id, 'name', r.name, 'createTime', ${millis(sql`r.create_time`)},
          'memberTotal', (SELECT count(*) FROM room_members m
            WHERE m.room_id = r.room_id AND m.left_time IS NULL AND m.lease_until > ${now})) AS item
        FROM rooms r WHERE r.club_id = cl.club_id AND ${roomOpen(now)}
        ORDER BY r.create_time DESC, r.room_id DESC LIMIT 20) open),
      'roomTotal', (SELECT count(*) FROM rooms r WHERE r.club_id = cl.club_id),
      'history', ${historyJson("club", sql`cl.club_id`)}) AS detail
    FROM clubs cl LEFT JOIN profiles p ON p.uid = cl.uid WHERE cl.club_id = ${clubId}`;
  if (!row) throw new DomainError("clubUnknown");
  return row.detail;
}

/** Who is in a club, the latest to join first; nobody in one that is unknown or dissolved. */
export async function listClubMembers(
  ctx: StaffCtx,
  { clubId, count, after }: StaffPage & { clubId: string },
): Promise<StaffClubMembers> {
  const rows = await ctx.db.$queryRaw<{ item: StaffClubMembers["list"][number] }[]>`
    SELECT json_build_object('uid', m.uid, 'nickname', coalesce(p.nickname, ''), 'avatar', coalesce(p.avatar, ''),
      'status', ${statusNow(ctx.clock.now())}, 'joinTime', ${millis(sql`m.join_time`)}) AS item
    FROM club_members m JOIN accounts a ON a.uid = m.uid LEFT JOIN profiles p ON p.uid = m.uid
    WHERE m.club_id = ${clubId} AND ${laterFirst(after, sql`m.join_time`, sql`m.uid`)}
    ORDER BY m.join_time DESC, m.uid DESC LIMIT ${count + 1}`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => `${item.joinTime}:${item.uid}`);
}
