import { AccountState } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { PenaltyAction } from "@chaoqer/contract/staff/actions";
import type { UserPreview } from "@chaoqer/contract/staff/users";
import { Prisma } from "@chaoqer/db/client";
import type { StaffCtx } from "../../trpc/context";
import { consequencesOf, type Facts } from "./staff-consequences";
import { noticeOf } from "./staff-rules";
import { statusNow } from "./staff-views";

/** What actions would do, before they are carried out: with a case or without one. */

const sql = Prisma.sql;

/** What an account brings to `Facts`. */
export interface AccountFacts extends Omit<Facts, "room" | "roomOpen"> {
  /** Its state now; null: there is none. */
  account: number | null;
}

/** The columns of `AccountFacts`; reads `accounts a`, which may be missing, and `accountFactsJoin`. */
export const accountFacts = (now: Date) => sql`(${statusNow(now)})::int AS account,
  coalesce((${statusNow(now)}) = -2, FALSE) AS frozen, coalesce((${statusNow(now)}) = -1, FALSE) AS limited,
  EXISTS (SELECT 1 FROM sessions se WHERE se.uid = a.uid AND se.expire_time > ${now}) AS "signedIn",
  live.present, live.hosting`;

/** Counts, as `live`, the rooms that the account `a` is in. */
export const accountFactsJoin = (now: Date) => sql`CROSS JOIN LATERAL (
  SELECT count(*)::int AS present, count(*) FILTER (WHERE m.role = 2)::int AS hosting FROM room_members m
  WHERE m.uid = a.uid AND m.left_time IS NULL AND m.lease_until > ${now}
) live`;

/** What speaks against acting on an account. */
export const accountWarnings = ({ account }: AccountFacts): string[] =>
  account === AccountState.deleted ? ["账号已注销"] : [];

/** Consequences, warnings and the words of the message to the user. @throws DomainError userUnknown */
export async function previewUser(
  ctx: StaffCtx,
  { uid, actions }: { uid: string; actions: PenaltyAction[] },
): Promise<UserPreview> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<AccountFacts[]>`
    SELECT ${accountFacts(now)} FROM accounts a ${accountFactsJoin(now)} WHERE a.uid = ${uid}`;
  if (!row) throw new DomainError("userUnknown");
  const nameless = actions.some(({ kind }) => kind === "reset_name") ? ["没有可重置名称的活动"] : [];
  return {
    consequences: consequencesOf(actions, { ...row, room: false, roomOpen: false }, now),
    warnings: [...accountWarnings(row), ...nameless],
    notice: noticeOf(actions, "", now),
  };
}
