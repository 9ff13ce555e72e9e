import { DomainError } from "@chaoqer/contract/errors";
import type { UserAct } from "@chaoqer/contract/staff/users";
import type { StaffWriteCtx } from "../../trpc/context";
import { tellReplaced } from "../push/writes";
import { sanction } from "./staff-penalties";

/** What staff do to a user without a report; the caller's transaction is the audited one. */

interface Target {
  uid: string;
  reason: string;
}

/** A user's whole phone number. @throws DomainError userUnknown (also: deleted, it has none any more) */
export async function revealMobile(ctx: StaffWriteCtx, { uid, reason }: Target): Promise<{ mobile: string }> {
  const account = await ctx.db.account.findUnique({ where: { uid }, select: { mobile: true } });
  if (!account?.mobile) throw new DomainError("userUnknown");
  ctx.audit.record({ targetType: "user", targetId: uid, reason });
  return { mobile: account.mobile };
}

/** Ends a user's session and tells the device. @throws DomainError refused (no session) */
export async function revokeUser(ctx: StaffWriteCtx, { uid, reason }: Target): Promise<void> {
  const { count } = await ctx.db.session.deleteMany({ where: { uid } });
  if (count === 0) throw new DomainError("refused", "该用户没有登录");
  await tellReplaced(ctx, uid, { replaced: true, unbind: true });
  ctx.audit.record({ targetType: "user", targetId: uid, reason });
}

/** Says whether a user may go live. @throws DomainError userUnknown */
export async function setAllowLive(
  ctx: StaffWriteCtx,
  { uid, allowLive, reason }: Target & { allowLive: boolean },
): Promise<void> {
  const before = await ctx.db.profile.findUnique({ where: { uid }, select: { allowLive: true } });
  if (!before) throw new DomainError("userUnknown");
  const data = { allowLive, updateTime: ctx.clock.now() };
  await ctx.db.profile.update({ where: { uid }, data, select: { uid: true } });
  ctx.audit.record({ targetType: "user", targetId: uid, reason, before, after: { allowLive } });
}

/** Carries actions out on a user. @throws DomainError userUnknown, refused */
export async function actOnUser(ctx: StaffWriteCtx, { uid, actions, reason, notice }: UserAct): Promise<void> {
  const result = await sanction(ctx, { uid, actions, reason, grounds: "", notice });
  ctx.audit.record({ targetType: "user", targetId: uid, reason, after: { actions, ...result } });
}
