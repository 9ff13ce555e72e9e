import { AccountState } from "@chaoqer/contract/enums";
import type { Ctx, UserActor } from "../../trpc/context";
import { hashToken, holds, SESSION_SLIDE_MS, SESSION_TTL_MS, sameHash } from "./rules";

interface SessionRow {
  token_hash: string;
  access_secret: string;
  slide_time: Date;
  status: number;
  frozen_until: Date | null;
  limited_until: Date | null;
  initialised: boolean;
}

/** A limit may lie beneath a freeze; it shows when that has ended. */
function isLimited({ status, limited_until }: SessionRow, now: Date): boolean {
  if (status === AccountState.frozen) return limited_until !== null && limited_until > now;
  return status === AccountState.limited && holds(limited_until, now);
}

/** Moves the session's end on; the condition lets only one of several calls write. */
async function slide(ctx: Pick<Ctx, "db">, uid: string, before: Date, now: Date): Promise<void> {
  const expireTime = new Date(now.getTime() + SESSION_TTL_MS);
  const { count } = await ctx.db.session.updateMany({
    where: { uid, slideTime: before },
    data: { expireTime, slideTime: now },
  });
  if (count > 0) await ctx.db.account.update({ where: { uid }, data: { lastActiveTime: now } });
}

/** The user behind a token; null if the session is unknown, ended, or its account frozen or deleted. */
export async function findUserActor(
  ctx: Pick<Ctx, "db" | "clock">,
  uid: string,
  token: string,
): Promise<UserActor | null> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<SessionRow[]>`
    SELECT s.token_hash, s.access_secret, s.slide_time, a.status, a.frozen_until, a.limited_until,
           p.uid IS NOT NULL AS initialised
    FROM sessions s JOIN accounts a ON a.uid = s.uid LEFT JOIN profiles p ON p.uid = s.uid
    WHERE s.uid = ${uid} AND s.expire_time > ${now}`;
  if (!row || !sameHash(row.token_hash, hashToken(token))) return null;
  if (row.status === AccountState.deleted) return null;
  if (row.status === AccountState.frozen && holds(row.frozen_until, now)) return null;
  if (now.getTime() - row.slide_time.getTime() >= SESSION_SLIDE_MS) await slide(ctx, uid, row.slide_time, now);
  return { uid, accessSecret: row.access_secret, initialised: row.initialised, limited: isLimited(row, now) };
}
