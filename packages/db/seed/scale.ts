import { createDb, type Db } from "../src/client";
import { inTransaction } from "../src/tx";
import { DAILY_STATS_SQL } from "./daily-stats";
import { seedVersions } from "./demo/catalogue";
import { type StaffLogin, seedStaff } from "./demo/staff";
import { dropIndexes } from "./scale/indexes";
import { messageSteps } from "./scale/messages";
import { peopleSteps } from "./scale/people";
import { reportSteps } from "./scale/reports";
import { roomSteps } from "./scale/rooms";
import { type Plan, planOf } from "./scale/sql";

/** Settings of `seedScale`. */
export interface ScaleOptions {
  /** How many accounts; all else is in proportion (10 rooms, 50 messages, 2 reports each …). At least 100. */
  users: number;
  /** Other numbers than in proportion. */
  parts?: Partial<Omit<Plan, "users" | "now">>;
  /** All times lie in the year before it. */
  now: Date;
  /** Told each part as it is done, with its rows and seconds. */
  log?: Log;
}

type Log = (line: string) => void;

/** The database is not one to seed; the message says why. */
export class ScaleError extends Error {
  override name = "ScaleError";
}

const LOWEST = 100;

/** Bounds what the load takes of the server's memory, whatever the size. */
const SETTINGS = {
  work_mem: "128MB",
  hash_mem_multiplier: "1",
  maintenance_work_mem: "256MB",
  max_parallel_maintenance_workers: "2",
  jit: "off",
  synchronous_commit: "off",
};
const DAY_MS = 86_400_000;

/**
 * Fills a migrated, empty database with many users and what belongs to them, always the same for the same size and
 * `now`, in one transaction: when it fails, nothing has happened. Afterwards all tables are vacuumed and analysed.
 * @returns staff with first passwords, to look at it in the console. @throws ScaleError
 */
export async function seedScale(
  url: string,
  { users, parts, now, log = () => {} }: ScaleOptions,
): Promise<StaffLogin[]> {
  if (!Number.isInteger(users) || users < LOWEST)
    throw new ScaleError(`the number of users must be an integer of at least ${LOWEST}, not ${users}`);
  const db = createDb(url, { max: 1, statementTimeoutMs: 0, applicationName: "chaoqer-seed" });
  try {
    const staff = await inTransaction({ db }, (tx) => load(tx.db, { ...planOf(users, now), ...parts }, log), {
      timeoutMs: DAY_MS,
    });
    // One connection, so this holds for the next statement too, which commits once a table.
    await db.$executeRawUnsafe("SET synchronous_commit = off");
    await timed(log, "vacuum and analyze", () => db.$executeRawUnsafe("VACUUM (ANALYZE)"));
    return staff;
  } finally {
    await db.$disconnect();
  }
}

async function load(db: Db, plan: Plan, log: Log): Promise<StaffLogin[]> {
  for (const [name, value] of Object.entries(SETTINGS)) await db.$executeRawUnsafe(`SET LOCAL ${name} = '${value}'`);
  if (
    (await db.account.findFirst({ select: { uid: true } })) ||
    (await db.staff.findFirst({ select: { staffId: true } }))
  )
    throw new ScaleError("the database has accounts or staff already: seed an empty one");
  const { indexes, foreignKeys } = await dropIndexes(db);
  const staff = await seedStaff({ db, now: plan.now });
  await seedVersions({ db, now: plan.now });
  for (const { name, sql } of [...peopleSteps(plan), ...roomSteps(plan), ...messageSteps(plan), ...reportSteps(plan)])
    await timed(log, name, () => db.$executeRawUnsafe(sql));
  await timed(log, "daily_stats", () => db.$executeRawUnsafe(DAILY_STATS_SQL, plan.now));
  for (const [what, list] of Object.entries({ indexes, "foreign keys": foreignKeys }))
    await timed(log, what, async () => {
      for (const { sql } of list) await db.$executeRawUnsafe(sql);
      return list.length;
    });
  return staff;
}

async function timed(log: Log, name: string, work: () => Promise<number>): Promise<void> {
  const start = performance.now();
  const count = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  log(`${name.padEnd(26)} ${String(count).padStart(10)} ${seconds.padStart(7)} s`);
}
