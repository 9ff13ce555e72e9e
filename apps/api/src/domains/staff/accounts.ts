import { DomainError } from "@chaoqer/contract/errors";
import type { StaffCreated } from "@chaoqer/contract/staff/accounts";
import type { StaffRole } from "@chaoqer/contract/staff/common";
import { isUniqueViolation } from "@chaoqer/db/errors";
import { hashPassword } from "@chaoqer/db/passwords";
import type { Deps } from "../../deps";
import type { StaffWriteCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { newFirstPassword } from "./rules";
import { TOTP_ROLES_KEY } from "./sessions";

/** Accounts of staff, as admins change them; the caller's transaction is the audited one. */

interface NewStaff {
  username: string;
  displayName: string;
  role: StaffRole;
}

/** Makes an account with a first password that must be changed. @throws DomainError refused (name taken) */
export async function addStaff(ctx: Pick<Deps, "db" | "clock">, input: NewStaff): Promise<StaffCreated> {
  const staffId = newId();
  const password = newFirstPassword();
  const passwordHash = await hashPassword(password);
  try {
    const data = { staffId, ...input, passwordHash, createTime: ctx.clock.now() };
    await ctx.db.staff.create({ data, select: { staffId: true } });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError("refused", "账号已存在");
    throw error;
  }
  return { staffId, username: input.username, password };
}

export async function createStaff(ctx: StaffWriteCtx, input: NewStaff): Promise<StaffCreated> {
  const created = await addStaff(ctx, input);
  ctx.audit.record({ targetType: "staff", targetId: created.staffId, after: { ...input } });
  return created;
}

interface Target {
  staffId: string;
  reason: string;
}

const SHOWN = { username: true, displayName: true, role: true, disabledTime: true, totpEnabledTime: true } as const;

/** Another's account, held until the transaction ends. @throws DomainError notFound, refused (oneself) */
async function holdOther(ctx: StaffWriteCtx, staffId: string) {
  if (staffId === ctx.staff.staffId) throw new DomainError("refused", "不能对自己的账号进行此操作");
  await ctx.db.$executeRaw`SELECT 1 FROM staff WHERE staff_id = ${staffId} FOR UPDATE`;
  const staff = await ctx.db.staff.findUnique({ where: { staffId }, select: SHOWN });
  if (!staff) throw new DomainError("notFound", "员工不存在");
  return staff;
}

const change = (ctx: StaffWriteCtx, staffId: string, data: Parameters<typeof ctx.db.staff.update>[0]["data"]) =>
  ctx.db.staff.update({ where: { staffId }, data, select: { staffId: true } });

/** Changes name and role; the role counts from the next call on. */
export async function updateStaff(
  ctx: StaffWriteCtx,
  { staffId, reason, displayName, role }: Target & { displayName: string; role: StaffRole },
): Promise<void> {
  const { displayName: name, role: was } = await holdOther(ctx, staffId);
  await change(ctx, staffId, { displayName, role });
  const before = { displayName: name, role: was };
  ctx.audit.record({ targetType: "staff", targetId: staffId, reason, before, after: { displayName, role } });
}

/** Ends the sessions of a member of staff. */
export async function revokeStaff(ctx: StaffWriteCtx, { staffId, reason }: Target): Promise<void> {
  await holdOther(ctx, staffId);
  const { count } = await ctx.db.staffSession.deleteMany({ where: { staffId } });
  ctx.audit.record({ targetType: "staff", targetId: staffId, reason, after: { sessions: count } });
}

/** Shuts an account out, at once. Claimed cases go back to the queue. */
export async function disableStaff(ctx: StaffWriteCtx, { staffId, reason }: Target): Promise<void> {
  const { disabledTime } = await holdOther(ctx, staffId);
  if (disabledTime) throw new DomainError("refused", "该员工已停用");
  await change(ctx, staffId, { disabledTime: ctx.clock.now() });
  await ctx.db.staffSession.deleteMany({ where: { staffId } });
  const released = await ctx.db.reportCase.updateMany({
    where: { assigneeId: staffId, status: 0 },
    data: { assigneeId: null, claimTime: null, version: { increment: 1 } },
  });
  ctx.audit.record({ targetType: "staff", targetId: staffId, reason, after: { released: released.count } });
}

export async function enableStaff(ctx: StaffWriteCtx, { staffId, reason }: Target): Promise<void> {
  const { disabledTime } = await holdOther(ctx, staffId);
  if (!disabledTime) throw new DomainError("refused", "该员工未停用");
  await change(ctx, staffId, { disabledTime: null });
  ctx.audit.record({ targetType: "staff", targetId: staffId, reason });
}

/** Gives an account a new first password and unlocks it. */
export async function resetPassword(ctx: StaffWriteCtx, { staffId, reason }: Target): Promise<StaffCreated> {
  const { username } = await holdOther(ctx, staffId);
  const password = newFirstPassword();
  await change(ctx, staffId, { passwordHash: await hashPassword(password), mustChangePassword: true });
  await ctx.db.staffSession.deleteMany({ where: { staffId } });
  await ctx.db.staffLoginFailure.deleteMany({ where: { username } });
  ctx.audit.record({ targetType: "staff", targetId: staffId, reason });
  return { staffId, username, password };
}

/** Takes the second step from an account whose owner lost it. */
export async function resetTotp(ctx: StaffWriteCtx, { staffId, reason }: Target): Promise<void> {
  const { totpEnabledTime } = await holdOther(ctx, staffId);
  if (!totpEnabledTime) throw new DomainError("refused", "该员工未启用动态验证码");
  await change(ctx, staffId, { totpSecret: null, totpEnabledTime: null, totpStep: null });
  await ctx.db.staffSession.deleteMany({ where: { staffId } });
  ctx.audit.record({ targetType: "staff", targetId: staffId, reason });
}

/** Says which roles cannot work without a second step. */
export async function setTotpPolicy(
  ctx: StaffWriteCtx,
  { roles, reason }: { roles: StaffRole[]; reason: string },
): Promise<void> {
  const before = await ctx.db.setting.findUnique({ where: { key: TOTP_ROLES_KEY }, select: { value: true } });
  const data = { value: [...new Set(roles)], updateTime: ctx.clock.now() };
  await ctx.db.setting.upsert({
    where: { key: TOTP_ROLES_KEY },
    create: { key: TOTP_ROLES_KEY, ...data },
    update: data,
  });
  ctx.audit.record({
    targetType: "setting",
    targetId: TOTP_ROLES_KEY,
    reason,
    before: before?.value,
    after: data.value,
  });
}
