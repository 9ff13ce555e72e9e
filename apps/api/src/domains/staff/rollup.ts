import { inTransaction } from "@chaoqer/db/tx";
import type { Deps } from "../../deps";
import { addDays, dateOf, dayOf, startOf } from "./days";

/** Writes down each day's figures, so that the dashboard need not count. Writing a day again does no harm. */

type RollupDeps = Pick<Deps, "db" | "clock">;

/** How long after its end a day is counted once more: processes write activity a little late. */
const SETTLE_MS = 60_000;

/** The first day that is not written for good yet; undefined when there are no accounts. */
async function firstOpenDay({ db }: RollupDeps): Promise<string | undefined> {
  const [row] = await db.$queryRaw<{ day: string | null }[]>`
    WITH done AS (
      SELECT max(day) AS day FROM daily_stats
      WHERE update_time >= (day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' + ${SETTLE_MS} * interval '1 ms'
    )
    SELECT coalesce((SELECT day + 1 FROM done), ((SELECT min(create_time) FROM accounts) AT TIME ZONE 'Asia/Shanghai')::date)
      ::text AS day`;
  return row?.day ?? undefined;
}

/** Counts one day. */
async function writeDay({ db, clock }: RollupDeps, day: string): Promise<void> {
  const [from, to] = [startOf(day), startOf(addDays(day, 1))];
  await db.$executeRaw`
    INSERT INTO daily_stats AS s (day, new_users, active_users, rooms, events, messages, cases_opened, cases_decided,
      handling_ms, update_time)
    SELECT ${day}::text::date,
      (SELECT count(*) FROM accounts WHERE create_time >= ${from} AND create_time < ${to}),
      (SELECT count(*) FROM active_days WHERE day = ${day}::text::date),
      (SELECT count(*) FROM rooms WHERE create_time >= ${from} AND create_time < ${to}),
      (SELECT count(*) FROM events WHERE create_time >= ${from} AND create_time < ${to}),
      (SELECT count(*) FROM messages WHERE create_time >= ${from} AND create_time < ${to}),
      (SELECT count(*) FROM report_cases WHERE first_report_time >= ${from} AND first_report_time < ${to}),
      d.total, d.ms, ${clock.now()}::timestamptz
    FROM (SELECT count(*) AS total,
        coalesce(sum((extract(epoch FROM decision_time - first_report_time) * 1000)::bigint), 0) AS ms
      FROM report_cases WHERE decision_time >= ${from} AND decision_time < ${to}) d
    ON CONFLICT (day) DO UPDATE SET new_users = excluded.new_users, active_users = excluded.active_users,
      rooms = excluded.rooms, events = excluded.events, messages = excluded.messages,
      cases_opened = excluded.cases_opened, cases_decided = excluded.cases_decided,
      handling_ms = excluded.handling_ms, update_time = excluded.update_time`;
}

/** How many of those who came on a day were active so many days later. */
const RETENTION = { retained1: 1, retained3: 3, retained7: 7, retained30: 30 } as const;

/** Fills in the retention of days for which it is known by now and not written. */
async function writeRetention({ db, clock }: RollupDeps): Promise<void> {
  // Only days that are settled count as over.
  const today = dayOf(new Date(clock.now().getTime() - SETTLE_MS));
  for (const [field, days] of Object.entries(RETENTION)) {
    const last = dateOf(addDays(today, -days - 1));
    const where = { [field]: null, day: { lte: last } };
    const open = await db.dailyStat.findMany({ where, select: { day: true }, orderBy: { day: "asc" } });
    for (const { day: date } of open) {
      const day = date.toISOString().slice(0, 10);
      const [row] = await db.$queryRaw<{ users: number }[]>`
        SELECT count(*)::int AS users FROM accounts a
        JOIN active_days d ON d.uid = a.uid AND d.day = ${addDays(day, days)}::text::date
        WHERE a.create_time >= ${startOf(day)} AND a.create_time < ${startOf(addDays(day, 1))}`;
      await db.dailyStat.update({ where: { day: date }, data: { [field]: row?.users ?? 0 }, select: { day: true } });
    }
  }
}

/** Brings the figures up to date: today's so far, and whichever days were missed. */
export async function rollUp(deps: RollupDeps): Promise<void> {
  const today = dayOf(deps.clock.now());
  const first = await firstOpenDay(deps);
  if (!first) return;
  for (let day = first; day <= today; day = addDays(day, 1)) await inTransaction(deps, (tx) => writeDay(tx, day));
  await writeRetention(deps);
}
