import { DomainError } from "@chaoqer/contract/errors";
import type { ProfileResult } from "@chaoqer/contract/user";
import type { UserCtx } from "../../trpc/context";
import { getProfile, mustExist } from "./reads";

/** Gives the account its profile, which ends state 0. @throws DomainError profileExists */
export async function initProfile(ctx: UserCtx, input: { nickname: string; avatar: string }): Promise<ProfileResult> {
  const { uid } = ctx.actor;
  const now = ctx.clock.now();
  const { count } = await ctx.db.profile.createMany({
    data: [{ uid, ...input, createTime: now, updateTime: now }],
    skipDuplicates: true,
  });
  if (count === 0) throw new DomainError("profileExists");
  return getProfile(ctx, uid, uid);
}

/** Changes the profile; an absent bio stays. */
export async function updateProfile(
  ctx: UserCtx,
  input: { nickname: string; avatar: string; bio?: string | undefined },
): Promise<ProfileResult> {
  const { uid } = ctx.actor;
  await ctx.db.profile.update({
    where: { uid },
    data: { ...input, updateTime: ctx.clock.now() },
    select: { uid: true },
  });
  return getProfile(ctx, uid, uid);
}

/** Blocks a user; again is no error. */
export async function block(ctx: UserCtx, { uid: blockedUid }: { uid: string }): Promise<void> {
  const { uid } = ctx.actor;
  if (uid === blockedUid) throw new DomainError("refused", "无法拉黑自己");
  await mustExist(ctx, blockedUid);
  await ctx.db.block.createMany({ data: [{ uid, blockedUid, createTime: ctx.clock.now() }], skipDuplicates: true });
}

/** Unblocks a user; again is no error. */
export async function unblock(ctx: UserCtx, { uid: blockedUid }: { uid: string }): Promise<void> {
  await mustExist(ctx, blockedUid);
  await ctx.db.block.deleteMany({ where: { uid: ctx.actor.uid, blockedUid } });
}
