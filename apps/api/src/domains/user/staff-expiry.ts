import { inTransaction } from "@chaoqer/db/tx";
import type { Deps } from "../../deps";
import { writeAudit } from "../staff/audit";
import { type HoldCtx, holdAccount, holdJson, writeHold } from "./staff-holds";

/** Penalties whose time is over. Calls know that by themselves; this writes it down. */

const BATCH = 100;

/** Accounts of which a penalty is over, or whose row says so. */
async function dueAccounts({ db, clock }: HoldCtx): Promise<string[]> {
  const now = clock.now();
  const rows = await db.$queryRaw<{ uid: string }[]>`
    (SELECT DISTINCT uid FROM penalties WHERE lifted_time IS NULL AND until IS NOT NULL AND until <= ${now} LIMIT ${BATCH})
    UNION (SELECT uid FROM accounts WHERE status = -2 AND frozen_until IS NOT NULL AND frozen_until <= ${now} LIMIT ${BATCH})
    UNION (SELECT uid FROM accounts WHERE status = -1 AND limited_until IS NOT NULL AND limited_until <= ${now}
      LIMIT ${BATCH})`;
  return rows.map(({ uid }) => uid);
}

/** Ends what is over of one account's penalties. */
async function endOf(ctx: HoldCtx, uid: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { row, bans, loose } = await holdAccount(tx, uid);
    await tx.db.$executeRaw`
      UPDATE penalties SET lifted_time = until WHERE uid = ${uid} AND lifted_time IS NULL AND until <= ${tx.clock.now()}`;
    const after = await writeHold(tx, uid, [...bans, ...loose]);
    const change = { before: holdJson(row), after: holdJson(after) };
    await writeAudit(tx, [{ staffId: null, action: "penalty.end", targetType: "user", targetId: uid, ...change }]);
  });
}

/** Ends every penalty whose time is over, an account at a time. */
export async function endPenalties(deps: Pick<Deps, "db" | "clock" | "queue">): Promise<void> {
  for (let due = await dueAccounts(deps); due.length > 0; due = await dueAccounts(deps))
    for (const uid of due) await endOf(deps, uid);
}
