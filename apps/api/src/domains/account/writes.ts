import type { LoginResult } from "@chaoqer/contract/account";
import { AccountState, ClientType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { inTransaction } from "@chaoqer/db/tx";
import type { Ctx, UserCtx } from "../../trpc/context";
import { forgetDevice, tellReplaced } from "../push/writes";
import { reviewCode, type Spent, spendCaptcha, tryReviewCode } from "./captchas";
import { hashToken, holds, newId, parseMobile, SESSION_TTL_MS } from "./rules";

interface AccountRow {
  uid: string;
  status: number;
  frozen_until: Date | null;
  registered: boolean;
}

/** The account of a number, made if there is none. */
async function findOrCreate(ctx: Ctx, mobile: string, now: Date): Promise<AccountRow> {
  const [row] = await ctx.db.$queryRaw<AccountRow[]>`
    INSERT INTO accounts (uid, mobile, status, create_time, last_active_time)
    VALUES (${newId()}, ${mobile}, ${AccountState.normal}, ${now}, ${now})
    ON CONFLICT (mobile) DO UPDATE SET last_active_time = excluded.last_active_time
    RETURNING uid, status, frozen_until, (xmax = 0) AS registered`;
  if (!row) throw new Error("findOrCreate: no account came back");
  return row;
}

/** Opens the account's one session in place of any other. */
async function openSession(ctx: Ctx, uid: string, now: Date): Promise<Omit<LoginResult, "registered">> {
  const { type: clientType, versionName, versionCode } = ctx.client;
  const accessToken = newId();
  const accessSecret = newId();
  const expireTime = new Date(now.getTime() + SESSION_TTL_MS);
  const device = { clientType, versionName, versionCode, ip: ctx.ip, createTime: now };
  const session = { tokenHash: hashToken(accessToken), accessSecret, expireTime, slideTime: now, ...device };
  const replaced = await ctx.db.session.deleteMany({ where: { uid } });
  await ctx.db.session.create({ data: { uid, ...session }, select: { uid: true } });
  await ctx.db.login.create({ data: { uid, ...device }, select: { id: true } });
  await tellReplaced(ctx, uid, { replaced: replaced.count > 0, unbind: clientType === ClientType.web });
  return { uid, expireTime: expireTime.getTime(), accessToken, accessSecret };
}

type Outcome = Exclude<Spent, "right"> | "frozen" | LoginResult;

async function attempt(ctx: Ctx, mobile: string, code: string): Promise<Outcome> {
  const fixed = reviewCode(ctx, mobile);
  const spent = fixed ? await tryReviewCode(ctx, mobile, code, fixed) : await spendCaptcha(ctx, mobile, code);
  if (spent !== "right") return spent;
  const now = ctx.clock.now();
  const account = await findOrCreate(ctx, mobile, now);
  if (account.status === AccountState.frozen && holds(account.frozen_until, now)) return "frozen";
  return { ...(await openSession(ctx, account.uid, now)), registered: account.registered };
}

/** Signs a number in with its code, and up if it is new. The failed try is kept although the call fails. */
export async function login(
  ctx: Ctx,
  input: { countryCode: string; mobile: string; captcha: string },
): Promise<LoginResult> {
  const mobile = parseMobile(input.countryCode, input.mobile);
  const outcome = await inTransaction(ctx, (tx) => attempt(tx, mobile, input.captcha));
  if (outcome === "wrong") throw new DomainError("refused", "验证码不正确");
  if (outcome === "expired") throw new DomainError("refused", "验证码已过期，请重新获取验证码");
  if (typeof outcome === "object" && "refusal" in outcome) throw new DomainError("refused", outcome.refusal);
  if (outcome === "frozen") throw new DomainError("accountFrozen");
  return outcome;
}

/** Ends the session and unbinds the push device. */
export async function logout(ctx: UserCtx): Promise<void> {
  const { uid } = ctx.actor;
  await inTransaction(ctx, async (tx) => {
    await tx.db.session.deleteMany({ where: { uid } });
    await forgetDevice(tx, uid);
  });
}
