import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import { FOR_GOOD } from "./staff-rules";

/** Projections of accounts and penalties for the console. */

const sql = Prisma.sql;

/** The state of the account `a` at that moment, whether or not a job has written down what ended. */
export function statusNow(now: Date): Prisma.Sql {
  const limited = sql`a.limited_until > ${now}`;
  return sql`CASE
    WHEN a.status = -2 AND a.frozen_until <= ${now} THEN CASE WHEN ${limited} THEN -1 ELSE 1 END
    WHEN a.status = -1 AND a.limited_until <= ${now} THEN 1
    ELSE a.status END`;
}

/** An account with its profile, as JSON; reads `accounts a` and, left-joined, `profiles p`. */
export const accountJson = (now: Date) => sql`json_build_object('uid', a.uid, 'nickname', coalesce(p.nickname, ''),
  'avatar', coalesce(p.avatar, ''), 'bio', coalesce(p.bio, ''), 'status', ${statusNow(now)},
  'frozenUntil', CASE WHEN a.frozen_until > ${now} THEN ${millis(sql`a.frozen_until`)} END,
  'limitedUntil', CASE WHEN a.limited_until > ${now} AND a.limited_until < ${FOR_GOOD}
    THEN ${millis(sql`a.limited_until`)} END,
  'createTime', ${millis(sql`a.create_time`)})`;

/** A penalty, as JSON; reads `penalties pe` and `staff ps`, who gave it. */
export const penaltyJson = sql`json_build_object('penaltyId', pe.penalty_id, 'kind', pe.kind, 'reason', pe.reason,
  'until', ${millis(sql`pe.until`)}, 'liftedTime', ${millis(sql`pe.lifted_time`)}, 'caseId', pe.case_id,
  'staff', json_build_object('staffId', ps.staff_id, 'username', ps.username, 'displayName', ps.display_name),
  'createTime', ${millis(sql`pe.create_time`)})`;
