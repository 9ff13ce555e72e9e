import { DomainError } from "@chaoqer/contract/errors";
import type { StaffLoginResult } from "@chaoqer/contract/staff/auth";
import { hashPassword, verifyPassword } from "@chaoqer/db/passwords";
import { inTransaction } from "@chaoqer/db/tx";
import type { CallCtx } from "../../trpc/context";
import { hashToken, newId } from "../account/rules";
import { writeAudit } from "./audit";
import { ADDRESS_TRIES, LOCK_WINDOW_MS, NAME_TRIES, STAFF_SESSION_MS } from "./rules";
import { findStaffActor } from "./sessions";
import { totpStepOf } from "./totp";

/** Signing in to the console, with lock-outs per name and per address (docs/staff.md). */

interface LoginInput {
  name: string;
  password: string;
  totp?: string | undefined;
}

const WRONG = "账号或密码不正确";

/**
 * Counts a try as failed until it has succeeded, so that the limits hold under parallel calls. Names that nobody has
 * are counted like others: a lock tells nothing. @returns the try's id @throws DomainError refused
 */
async function beginTry(ctx: CallCtx, username: string): Promise<bigint> {
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - LOCK_WINDOW_MS);
  return inTransaction(ctx, async (tx) => {
    for (const key of [`staff-address:${tx.ip}`, `staff-name:${username}`])
      await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
    const createTime = { gt: since };
    const ofName = await tx.db.staffLoginFailure.count({ where: { username, createTime } });
    if (ofName >= NAME_TRIES) throw new DomainError("refused", "登录失败次数过多，账号已临时锁定，请15分钟后再试");
    const ofAddress = await tx.db.staffLoginFailure.count({ where: { ip: tx.ip, createTime } });
    if (ofAddress >= ADDRESS_TRIES) throw new DomainError("refused", "当前网络登录失败次数过多，请15分钟后再试");
    const { id } = await tx.db.staffLoginFailure.create({ data: { username, ip: tx.ip, createTime: now } });
    return id;
  });
}

const SELECT = {
  staffId: true,
  username: true,
  displayName: true,
  role: true,
  passwordHash: true,
  mustChangePassword: true,
  totpSecret: true,
  totpEnabledTime: true,
  totpStep: true,
  disabledTime: true,
} as const;

/** Costs what a real one costs, so that the time taken does not tell which names exist. */
let nobodysHash: Promise<string> | undefined;

async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(newId());
  const fits = await verifyPassword(password, stored ?? (await nobodysHash));
  return fits && stored !== undefined;
}

async function tellFailed(ctx: CallCtx, username: string, staffId: string | null, why: string): Promise<void> {
  const { ip, userAgent } = ctx;
  const row = { staffId, action: "auth.fail", ip, userAgent, after: { username, why } } as const;
  await inTransaction(ctx, (tx) => writeAudit(tx, [row]));
}

/** Opens a session and takes back the failed tries of that name. @returns undefined if the code was used meanwhile */
async function openSession(
  ctx: CallCtx,
  { staffId, username }: { staffId: string; username: string },
  step: bigint | undefined,
): Promise<{ token: string; expireTime: Date } | undefined> {
  const now = ctx.clock.now();
  const { ip, userAgent } = ctx;
  const token = newId();
  const expireTime = new Date(now.getTime() + STAFF_SESSION_MS);
  return inTransaction(ctx, async (tx) => {
    const unused = step === undefined ? {} : { OR: [{ totpStep: null }, { totpStep: { lt: step } }] };
    const { count } = await tx.db.staff.updateMany({
      where: { staffId, disabledTime: null, ...unused },
      data: { lastLoginTime: now, ...(step !== undefined && { totpStep: step }) },
    });
    if (count === 0) return undefined;
    await tx.db.staffLoginFailure.deleteMany({ where: { username } });
    await tx.db.staffSession.create({
      data: {
        tokenHash: hashToken(token),
        staffId,
        verified: step !== undefined,
        ip,
        userAgent,
        createTime: now,
        expireTime,
        seenTime: now,
      },
      select: { staffId: true },
    });
    await writeAudit(tx, [{ staffId, action: "auth.login", targetType: "staff", targetId: staffId, ip, userAgent }]);
    return { token, expireTime };
  });
}

/** Signs a member of staff in. @throws DomainError refused (wrong, locked) */
export async function staffLogin(ctx: CallCtx, { name, password, totp }: LoginInput): Promise<StaffLoginResult> {
  const attempt = await beginTry(ctx, name);
  const found = await ctx.db.staff.findUnique({ where: { username: name }, select: SELECT });
  const staff = found && found.disabledTime === null ? found : null;
  if (!(await passwordFits(staff?.passwordHash, password)) || !staff) {
    await tellFailed(ctx, name, found?.staffId ?? null, found?.disabledTime ? "disabled" : "password");
    throw new DomainError("refused", WRONG);
  }
  let step: bigint | undefined;
  if (staff.totpEnabledTime && staff.totpSecret) {
    if (totp === undefined) {
      await inTransaction(ctx, (tx) => tx.db.staffLoginFailure.deleteMany({ where: { id: attempt } }));
      return { status: "totp" };
    }
    step = totpStepOf(staff.totpSecret, totp, ctx.clock.now(), staff.totpStep);
    if (step === undefined) {
      await tellFailed(ctx, name, staff.staffId, "totp");
      throw new DomainError("refused", "动态验证码不正确");
    }
  }
  const session = await openSession(ctx, staff, step);
  if (!session) throw new DomainError("refused", step === undefined ? WRONG : "动态验证码不正确");
  const actor = await findStaffActor(ctx, session.token);
  if (!actor) throw new DomainError("unauthorized");
  const { staffId, username, displayName, role, stage, totp: enabled } = actor;
  const me = { staffId, username, displayName, role, stage, totp: enabled };
  return { status: "ok", token: session.token, expireTime: session.expireTime.getTime(), me };
}
