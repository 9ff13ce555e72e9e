import { DomainError } from "@chaoqer/contract/errors";
import type { StaffMe } from "@chaoqer/contract/staff/auth";
import { hashPassword, verifyPassword } from "@chaoqer/db/passwords";
import type { StaffActor, StaffWriteCtx } from "../../trpc/context";
import { passwordFault } from "./rules";
import { newTotpSecret, totpStepOf, totpUri } from "./totp";

/** What members of staff do with their own account; the caller's transaction is the audited one. */

export const meOf = ({ staffId, username, displayName, role, stage, totp }: StaffActor): StaffMe => ({
  staffId,
  username,
  displayName,
  role,
  stage,
  totp,
});

const target = ({ staff }: StaffWriteCtx) => ({ targetType: "staff", targetId: staff.staffId });

/** Ends the caller's other sessions. */
async function endOthers({ db, staff }: StaffWriteCtx): Promise<void> {
  const { staffId, tokenHash } = staff;
  await db.staffSession.deleteMany({ where: { staffId, tokenHash: { not: tokenHash } } });
}

/** Ends the caller's session. */
export async function staffLogout(ctx: StaffWriteCtx): Promise<void> {
  await ctx.db.staffSession.deleteMany({ where: { tokenHash: ctx.staff.tokenHash } });
  ctx.audit.record(target(ctx));
}

/** Changes the password, and ends the other sessions. @throws DomainError refused */
export async function changePassword(ctx: StaffWriteCtx, input: { current: string; next: string }): Promise<void> {
  const { staffId, username } = ctx.staff;
  const { passwordHash } = await ctx.db.staff.findUniqueOrThrow({
    where: { staffId },
    select: { passwordHash: true },
  });
  if (!(await verifyPassword(input.current, passwordHash))) throw new DomainError("refused", "当前密码不正确");
  const fault = passwordFault(input.next, { username, current: input.current });
  if (fault) throw new DomainError("refused", fault);
  const data = { passwordHash: await hashPassword(input.next), mustChangePassword: false };
  await ctx.db.staff.update({ where: { staffId }, data, select: { staffId: true } });
  await endOthers(ctx);
  ctx.audit.record(target(ctx));
}

/** Makes the secret of a second step, which counts once a code of it was given. @throws DomainError refused */
export async function beginTotp(ctx: StaffWriteCtx): Promise<{ secret: string; uri: string }> {
  const { staffId, username, totp } = ctx.staff;
  if (totp) throw new DomainError("refused", "动态验证码已启用");
  const secret = newTotpSecret();
  const data = { totpSecret: secret, totpStep: null };
  await ctx.db.staff.update({ where: { staffId }, data, select: { staffId: true } });
  ctx.audit.record(target(ctx));
  return { secret, uri: totpUri(secret, username) };
}

/** Sets the second step up with the first code of it, and ends the other sessions. @throws DomainError refused */
export async function confirmTotp(ctx: StaffWriteCtx, { code }: { code: string }): Promise<void> {
  const { staffId, tokenHash } = ctx.staff;
  const now = ctx.clock.now();
  const { totpSecret, totpEnabledTime } = await ctx.db.staff.findUniqueOrThrow({
    where: { staffId },
    select: { totpSecret: true, totpEnabledTime: true },
  });
  if (!totpSecret || totpEnabledTime) throw new DomainError("refused", "请先申请动态验证码");
  const totpStep = totpStepOf(totpSecret, code, now, null);
  if (totpStep === undefined) throw new DomainError("refused", "动态验证码不正确");
  const data = { totpEnabledTime: now, totpStep };
  await ctx.db.staff.update({ where: { staffId }, data, select: { staffId: true } });
  await ctx.db.staffSession.update({ where: { tokenHash }, data: { verified: true }, select: { staffId: true } });
  await endOthers(ctx);
  ctx.audit.record(target(ctx));
}
