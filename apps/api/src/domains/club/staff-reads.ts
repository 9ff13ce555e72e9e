import type { PlaceSearch, StaffClub } from "@chaoqer/contract/staff/places";
import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { allOf, laterFirst, pageFrom } from "../staff/pages";
import { byIdOrName, creatorJson } from "../staff/searches";

const sql = Prisma.sql;

/** Clubs at the console, latest first; one statement. */
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
    SELECT json_build_object('clubId', cl.club_id, 'name', cl.name, 'cover', cl.cover,
      'creator', ${creatorJson(sql`cl.uid`)}, 'memberTotal', cl.member_total,
      'createTime', ${millis(sql`cl.create_time`)}, 'dissolvedTime', ${millis(sql`cl.dissolved_time`)}) AS item
    FROM clubs cl LEFT JOIN profiles p ON p.uid = cl.uid
    WHERE ${where} ORDER BY cl.create_time DESC, cl.club_id DESC LIMIT ${count + 1}`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => `${item.createTime}:${item.clubId}`);
}
