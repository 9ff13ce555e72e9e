import { echoPage, type TimePage } from "@chaoqer/contract/page";
import type { ProfilePage } from "@chaoqer/contract/user";
import { Prisma } from "@chaoqer/db/client";
import { personJson } from "@chaoqer/db/views/people";
import { olderThan } from "@chaoqer/db/views/shared";
import type { UserCtx } from "../../trpc/context";

/** The cards in the caller's holder, newest first; each item's `uid` is the sender's. */
export async function listCards(ctx: UserCtx, page: TimePage): Promise<ProfilePage> {
  const { uid } = ctx.actor;
  const time = Prisma.sql`c.held_since`;
  const id = Prisma.sql`c.sender_uid`;
  const rows = await ctx.db.$queryRaw<{ item: ProfilePage["list"][number] }[]>`
    SELECT ${personJson(uid, time, id)} AS item FROM cards c JOIN profiles p ON p.uid = c.sender_uid
    WHERE c.holder_uid = ${uid} AND c.held_since IS NOT NULL AND ${olderThan(page.lastId, time, id)}
    ORDER BY c.held_since DESC, c.sender_uid DESC LIMIT ${page.count}`;
  return { page: echoPage(page), list: rows.map((row) => row.item) };
}
