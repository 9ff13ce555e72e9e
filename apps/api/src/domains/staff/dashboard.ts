import type { DayStat, NowStats } from "@chaoqer/contract/staff/dashboard";
import { roomOpen } from "@chaoqer/db/views/room";
import type { StaffCtx } from "../../trpc/context";
import { dateOf } from "./days";

/** Figures for the dashboard: by day as the roll-up wrote them, and as of now. */

/** The days from `from` to `to`, both included, that have been written; today's is as of the last roll-up. */
export async function dayStatsOf({ db }: StaffCtx, { from, to }: { from: string; to: string }): Promise<DayStat[]> {
  const where = { day: { gte: dateOf(from), lte: dateOf(to) } };
  const rows = await db.dailyStat.findMany({ where, orderBy: { day: "asc" }, omit: { updateTime: true } });
  return rows.map(({ day, handlingMs, ...row }) => ({
    ...row,
    day: day.toISOString().slice(0, 10),
    handlingMs: Number(handlingMs),
  }));
}

const HOUR_MS = 3_600_000;

/** How it stands now; one statement. */
export async function nowStatsOf({ db, clock }: StaffCtx): Promise<NowStats> {
  const now = clock.now();
  const ago = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
  const [row] = await db.$queryRaw<{ stats: NowStats }[]>`
    SELECT json_build_object('users', (SELECT count(*) FROM profiles),
      'openRooms', (SELECT count(*) FROM rooms r WHERE ${roomOpen(now)}),
      'inRooms', (SELECT count(DISTINCT m.uid) FROM rooms r JOIN room_members m ON m.room_id = r.room_id
        WHERE r.closed_time IS NULL AND m.left_time IS NULL AND m.lease_until > ${now}),
      'openCases', (SELECT json_build_object(
          'hour', count(*) FILTER (WHERE first_report_time > ${ago(1)}),
          'day', count(*) FILTER (WHERE first_report_time <= ${ago(1)} AND first_report_time > ${ago(24)}),
          'threeDays', count(*) FILTER (WHERE first_report_time <= ${ago(24)} AND first_report_time > ${ago(72)}),
          'older', count(*) FILTER (WHERE first_report_time <= ${ago(72)})) FROM report_cases WHERE status = 0),
      'freshFeedback', (SELECT count(*) FROM feedbacks WHERE status = 0)) AS stats`;
  if (!row) throw new Error("nowStatsOf: no figures came back");
  return row.stats;
}
