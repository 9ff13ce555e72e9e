import { AccountState } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { Ctx } from "../../trpc/context";
import { tellReplaced } from "../push/writes";
import { removeFromRooms } from "../room/presence";
import { type Ban, type Hold, holdOf, unrecorded } from "./staff-rules";

/** An account's state as its penalties make it. Penalties are the record; the account's row is what calls read. */

/** A token opens a voice channel for a day: as long Agora keeps a frozen user out. */
const KEEP_OUT_MINUTES = 1440;

export type HoldCtx = Pick<Ctx, "db" | "clock" | "queue" | "signal">;

/** An account that is held until the transaction ends, with the bans in force. */
export interface HeldAccount {
  row: Hold;
  bans: (Ban & { penaltyId: string })[];
  /** Bans without a penalty on record. */
  loose: Ban[];
}

/** Holds an account; rows that refer to it can still be written. @throws DomainError userUnknown */
export async function holdAccount(ctx: HoldCtx, uid: string): Promise<HeldAccount> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<Hold[]>`
    SELECT status::int, frozen_until AS "frozenUntil", limited_until AS "limitedUntil" FROM accounts
    WHERE uid = ${uid} FOR NO KEY UPDATE`;
  if (!row) throw new DomainError("userUnknown");
  const bans = await ctx.db.penalty.findMany({
    where: { uid, kind: { in: ["limit", "freeze"] }, liftedTime: null, OR: [{ until: null }, { until: { gt: now } }] },
    select: { penaltyId: true, kind: true, until: true },
  });
  return { row, bans, loose: unrecorded(row, bans, now) };
}

/** Ends a user's session and presence at once: calls answer 401, rooms and voice channels drop them. */
export async function shutOut(ctx: Ctx, uid: string, minutes = KEEP_OUT_MINUTES): Promise<void> {
  await ctx.db.session.deleteMany({ where: { uid } });
  await tellReplaced(ctx, uid, { replaced: true, unbind: true });
  await removeFromRooms(ctx, uid, minutes);
}

/** Writes the state that these bans make; deleted accounts stay that. @returns it */
export async function writeHold(ctx: HoldCtx, uid: string, bans: readonly Ban[]): Promise<Hold> {
  const hold = holdOf(bans, ctx.clock.now());
  await ctx.db.account.updateMany({ where: { uid, status: { not: AccountState.deleted } }, data: hold });
  return hold;
}

/** A hold for the audit log. */
export const holdJson = ({ status, frozenUntil, limitedUntil }: Hold) => ({
  status,
  frozenUntil: frozenUntil?.getTime() ?? null,
  limitedUntil: limitedUntil?.getTime() ?? null,
});
