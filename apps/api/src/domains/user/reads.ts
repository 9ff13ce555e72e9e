import { AccountState } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { echoPage, type TimePage } from "@chaoqer/contract/page";
import type { ProfilePage, ProfileResult } from "@chaoqer/contract/user";
import { Prisma } from "@chaoqer/db/client";
import { personJson } from "@chaoqer/db/views/people";
import { profileJson } from "@chaoqer/db/views/profile";
import { olderThan } from "@chaoqer/db/views/shared";
import type { Ctx, UserCtx } from "../../trpc/context";

/** A user's profile as the viewer sees it. @throws DomainError userUnknown (also: no profile yet, deleted) */
export async function getProfile(ctx: Pick<Ctx, "db">, viewer: string | null, uid: string): Promise<ProfileResult> {
  const [row] = await ctx.db.$queryRaw<{ profile: ProfileResult }[]>`
    SELECT ${profileJson(viewer)} AS profile FROM profiles p JOIN accounts a ON a.uid = p.uid
    WHERE p.uid = ${uid} AND a.status <> ${AccountState.deleted}`;
  if (!row) throw new DomainError("userUnknown");
  return row.profile;
}

/** Checks that there is such a user. @throws DomainError userUnknown */
export async function mustExist(ctx: Pick<Ctx, "db">, uid: string): Promise<void> {
  const found = await ctx.db.profile.findFirst({
    where: { uid, account: { status: { not: AccountState.deleted } } },
    select: { uid: true },
  });
  if (!found) throw new DomainError("userUnknown");
}

/** Whether `uid` has blocked `other`. */
export async function hasBlocked(ctx: Pick<Ctx, "db">, uid: string, other: string): Promise<boolean> {
  const where = { uid_blockedUid: { uid, blockedUid: other } };
  return (await ctx.db.block.findUnique({ where, select: { uid: true } })) !== null;
}

/** The users the caller has blocked, newest first. */
export async function listBlocks(ctx: UserCtx, page: TimePage): Promise<ProfilePage> {
  const { uid } = ctx.actor;
  const time = Prisma.sql`b.create_time`;
  const id = Prisma.sql`b.blocked_uid`;
  const rows = await ctx.db.$queryRaw<{ item: ProfilePage["list"][number] }[]>`
    SELECT ${personJson(uid, time, id)} AS item FROM blocks b JOIN profiles p ON p.uid = b.blocked_uid
    WHERE b.uid = ${uid} AND ${olderThan(page.lastId, time, id)}
    ORDER BY b.create_time DESC, b.blocked_uid DESC LIMIT ${page.count}`;
  return { page: echoPage(page), list: rows.map((row) => row.item) };
}
