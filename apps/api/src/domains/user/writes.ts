import { DomainError } from "@chaoqer/contract/errors";
import type { ProfileResult } from "@chaoqer/contract/user";
import { inTransaction } from "@chaoqer/db/tx";
import type { UserCtx } from "../../trpc/context";
import { collectLinks } from "../link/writes";
import { getProfile, mustExist } from "./reads";

/** Gives the account its profile, which ends state 0. @throws DomainError profileExists */
export function initProfile(ctx: UserCtx, input: { nickname: string; avatar: string }): Promise<ProfileResult> {
  const { uid } = ctx.actor;
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const profile = { uid, ...input, createTime: now, updateTime: now };
    const { count } = await tx.db.profile.createMany({ data: [profile], skipDuplicates: true });
    if (count === 0) throw new DomainError("profileExists");
    return getProfile(tx, uid, uid);
  });
}

/** Changes the profile; an absent bio stays. */
export function updateProfile(
  ctx: UserCtx,
  input: { nickname: string; avatar: string; bio?: string | undefined },
): Promise<ProfileResult> {
  const { uid } = ctx.actor;
  return inTransaction(ctx, async (tx) => {
    const data = { ...input, updateTime: tx.clock.now() };
    await tx.db.profile.update({ where: { uid }, data, select: { uid: true } });
    if (input.bio) await collectLinks(tx, input.bio);
    return getProfile(tx, uid, uid);
  });
}

/** Blocks a user; again is no error. */
export async function block(ctx: UserCtx, { uid: blockedUid }: { uid: string }): Promise<void> {
  const { uid } = ctx.actor;
  if (uid === blockedUid) throw new DomainError("refused", "无法拉黑自己");
  await inTransaction(ctx, async (tx) => {
    await mustExist(tx, blockedUid);
    await tx.db.block.createMany({ data: [{ uid, blockedUid, createTime: tx.clock.now() }], skipDuplicates: true });
  });
}

/** Unblocks a user; again is no error. */
export async function unblock(ctx: UserCtx, { uid: blockedUid }: { uid: string }): Promise<void> {
  if (ctx.actor.uid === blockedUid) throw new DomainError("refused", "无法拉黑自己");
  await inTransaction(ctx, async (tx) => {
    await mustExist(tx, blockedUid);
    await tx.db.block.deleteMany({ where: { uid: ctx.actor.uid, blockedUid } });
  });
}
