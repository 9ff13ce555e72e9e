import { DomainError } from "@chaoqer/contract/errors";
import { inTransaction } from "@chaoqer/db/tx";
import type { Deps } from "../../deps";
import type { Ctx } from "../../trpc/context";
import { CAPTCHA_TRIES, CAPTCHA_TTL_MS, hashCode, newCode, newId, parseMobile } from "./rules";

/** Login codes: asking, making, and spending them (docs/api/account.md). */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The fixed code of a review number, if this is one. */
export function reviewCode(ctx: Pick<Ctx, "env">, mobile: string): string | undefined {
  const { REVIEW_MOBILES } = ctx.env;
  return REVIEW_MOBILES.get(mobile) ?? REVIEW_MOBILES.get(mobile.replace(/^\+86/, ""));
}

interface Counts {
  hour: number;
  day: number;
  ip: number;
}

async function refuseTooMany(ctx: Ctx, mobile: string, now: Date): Promise<void> {
  const { CAPTCHA_HOUR, CAPTCHA_DAY, CAPTCHA_IP_HOUR } = ctx.env;
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const [counts] = await ctx.db.$queryRaw<Counts[]>`
    SELECT (SELECT count(*)::int FROM captcha_requests WHERE mobile = ${mobile} AND create_time > ${hourAgo}) AS hour,
           (SELECT count(*)::int FROM captcha_requests WHERE mobile = ${mobile} AND create_time > ${dayAgo}) AS day,
           (SELECT count(*)::int FROM captcha_requests WHERE ip = ${ctx.ip} AND create_time > ${hourAgo}) AS ip`;
  if (!counts) return;
  if (counts.day >= CAPTCHA_DAY) throw new DomainError("refused", "今日获取验证码次数已达上限，请明天再试");
  if (counts.hour >= CAPTCHA_HOUR) throw new DomainError("refused", "获取验证码次数过多，请一小时后再试");
  if (counts.ip >= CAPTCHA_IP_HOUR) throw new DomainError("refused", "当前网络获取验证码次数过多，请稍后再试");
}

/** Replaces the number's code by a new, not yet made one. @returns whether the last request is long enough ago */
async function replaceCaptcha(ctx: Ctx, id: string, mobile: string, now: Date): Promise<boolean> {
  const before = new Date(now.getTime() - ctx.env.CAPTCHA_RESEND_S * 1000);
  const expiresAt = new Date(now.getTime() + CAPTCHA_TTL_MS);
  const replaced = await ctx.db.$executeRaw`
    INSERT INTO captchas AS c (mobile, id, code_hash, tries, expires_at, used_at, ip, create_time)
    VALUES (${mobile}, ${id}, NULL, 0, ${expiresAt}, NULL, ${ctx.ip}, ${now})
    ON CONFLICT (mobile) DO UPDATE SET id = excluded.id, code_hash = NULL, refusal = NULL, tries = 0, expires_at = excluded.expires_at,
      used_at = NULL, ip = excluded.ip, create_time = excluded.create_time
    WHERE c.create_time <= ${before}`;
  return replaced > 0;
}

/** Asks for a login code; a job makes and sends it. Review numbers have theirs already. */
export async function requestCaptcha(ctx: Ctx, input: { countryCode: string; mobile: string }): Promise<void> {
  const mobile = parseMobile(input.countryCode, input.mobile);
  if (reviewCode(ctx, mobile)) return;
  await inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    // Requests from one address wait for each other, so that its limit holds under parallel calls.
    await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`captcha:${tx.ip}`}, 0))`;
    const id = newId();
    if (!(await replaceCaptcha(tx, id, mobile, now))) {
      throw new DomainError("refused", `验证码发送太频繁，请在${tx.env.CAPTCHA_RESEND_S}秒后重试`);
    }
    await refuseTooMany(tx, mobile, now);
    await tx.db.captchaRequest.create({ data: { mobile, ip: tx.ip, createTime: now } });
    await tx.queue.send(tx, "sms-captcha", { captchaId: id });
  });
}

/** Makes the code of a request, if that is still the number's newest one and not stale; only its hash is kept. */
export async function issueCaptcha(deps: Deps, id: string): Promise<{ mobile: string; code: string } | undefined> {
  const now = deps.clock.now();
  const captcha = await deps.db.captcha.findUnique({ where: { id }, select: { mobile: true, createTime: true } });
  if (!captcha || now.getTime() - captcha.createTime.getTime() >= CAPTCHA_TTL_MS) return undefined;
  const { mobile } = captcha;
  const code = newCode();
  const codeHash = hashCode(deps.env.CAPTCHA_PEPPER, mobile, code);
  const expiresAt = new Date(now.getTime() + CAPTCHA_TTL_MS);
  const { count } = await deps.db.captcha.updateMany({
    where: { id, usedAt: null },
    data: { codeHash, tries: 0, expiresAt },
  });
  return count > 0 ? { mobile, code } : undefined;
}

/** Voids a code that the vendor would not send; whoever tries to log in hears why. */
export async function noteRefusal(deps: Deps, id: string, refusal: string): Promise<void> {
  await deps.db.captcha.updateMany({ where: { id }, data: { codeHash: null, refusal } });
}

export type Spent = "right" | "wrong" | "expired" | { refusal: string };

/** Why there is no code to try: the vendor's refusal while it is news, else none that holds. */
async function missing(ctx: Ctx, mobile: string, now: Date): Promise<Spent> {
  const where = { mobile, refusal: { not: null }, expiresAt: { gt: now } };
  const row = await ctx.db.captcha.findFirst({ where, select: { refusal: true } });
  return row?.refusal ? { refusal: row.refusal } : "expired";
}

/** Tries a code and, if it is right, uses it up; both in one statement, so that one of many logins wins. */
export async function spendCaptcha(ctx: Ctx, mobile: string, code: string): Promise<Spent> {
  const now = ctx.clock.now();
  const hash = hashCode(ctx.env.CAPTCHA_PEPPER, mobile, code);
  const [row] = await ctx.db.$queryRaw<{ used: boolean }[]>`
    UPDATE captchas SET
      tries = tries + CASE WHEN code_hash = ${hash} THEN 0 ELSE 1 END,
      used_at = CASE WHEN code_hash = ${hash} THEN ${now}::timestamptz END
    WHERE mobile = ${mobile} AND code_hash IS NOT NULL AND used_at IS NULL
      AND expires_at > ${now} AND tries < ${CAPTCHA_TRIES}
    RETURNING used_at IS NOT NULL AS used`;
  if (!row) return missing(ctx, mobile, now);
  return row.used ? "right" : "wrong";
}

/** Tries a review number's fixed code, which stays usable; five wrong tries lock the number for five minutes. */
export async function tryReviewCode(ctx: Ctx, mobile: string, code: string, expected: string): Promise<Spent> {
  const now = ctx.clock.now();
  const row = await ctx.db.captcha.findUnique({ where: { mobile }, select: { tries: true, expiresAt: true } });
  const tries = row && row.expiresAt > now ? row.tries : 0;
  if (tries >= CAPTCHA_TRIES) return "expired";
  if (code === expected) return "right";
  const expiresAt = new Date(now.getTime() + CAPTCHA_TTL_MS);
  await ctx.db.captcha.upsert({
    where: { mobile },
    create: { mobile, id: newId(), tries: 1, expiresAt, ip: ctx.ip, createTime: now },
    update: { tries: tries === 0 ? 1 : { increment: 1 }, expiresAt },
  });
  return "wrong";
}
