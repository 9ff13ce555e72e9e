import type { CaseCounts, CaseQueue, CaseRow } from "@chaoqer/contract/staff/reports";
import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { allOf, earlierFirst, laterFirst, mostFirst, pageFrom, startsWith } from "../staff/pages";
import { TARGET_HOURS, TARGET_HOURS_KEY } from "./staff-rules";

/** The queue of report cases; a page is one statement. */

/** Names looked through for a search, so that a short one stays quick. */
const NAMES = 500;

const sql = Prisma.sql;
const targetHours = sql`coalesce((SELECT (value #>> '{}')::int FROM settings WHERE key = ${TARGET_HOURS_KEY}),
  ${TARGET_HOURS}::int)`;

/** Cases first reported before this have waited for too long. */
const deadline = (now: Date) => sql`${now}::timestamptz - make_interval(hours => ${targetHours})`;

/** Member of staff `name`, joined as a table or view with the columns of `staff`. */
const briefJson = (name: "asg" | "dec") => {
  const t = Prisma.raw(name);
  return sql`CASE WHEN ${t}.staff_id IS NOT NULL THEN json_build_object('staffId', ${t}.staff_id,
    'username', ${t}.username, 'displayName', ${t}.display_name) END`;
};

/** What `caseJson` reads besides `report_cases c`. */
export const caseJoins = sql`
  LEFT JOIN profiles tp ON c.target_type = 1 AND tp.uid = c.target_id
  LEFT JOIN rooms tr ON c.target_type = 2 AND tr.room_id = c.target_id
  LEFT JOIN profiles rp ON rp.uid = tr.uid
  LEFT JOIN staff asg ON asg.staff_id = c.assignee_id
  LEFT JOIN staff dec ON dec.staff_id = c.decided_by_id`;

/** A case as the queue shows it, as JSONB. */
export const caseJson = (now: Date) => sql`jsonb_build_object(
  'caseId', c.case_id, 'status', c.status, 'version', c.version, 'reportTotal', c.report_total,
  'reasonTypes', to_jsonb(c.reason_types),
  'target', json_build_object('targetType', c.target_type, 'targetId', c.target_id,
    'name', coalesce(tp.nickname, tr.name, ''), 'avatar', coalesce(tp.avatar, rp.avatar, ''),
    'uid', CASE WHEN c.target_type = 1 THEN c.target_id ELSE tr.uid END),
  'lastReason', coalesce((SELECT r.reason FROM reports r WHERE r.case_id = c.case_id
    ORDER BY r.create_time DESC LIMIT 1), ''),
  'firstReportTime', ${millis(sql`c.first_report_time`)}, 'lastReportTime', ${millis(sql`c.last_report_time`)},
  'decisionTime', ${millis(sql`c.decision_time`)},
  'overdue', (c.status = 0 AND c.first_report_time < ${deadline(now)})::int,
  'assignee', ${briefJson("asg")}, 'decidedBy', ${briefJson("dec")})`;

/** Cases that a search means: by id of case, target or reporter, or by how a name begins. */
function found(search: string): Prisma.Sql {
  if (/^[a-f0-9]{32}$/.test(search))
    return sql`c.case_id IN (SELECT ${search} UNION SELECT case_id FROM reports WHERE uid = ${search}
      UNION SELECT case_id FROM report_cases WHERE target_type IN (1, 2) AND target_id = ${search})`;
  return sql`(c.target_type, c.target_id) IN (
    (SELECT 1, uid FROM profiles WHERE ${startsWith(sql`nickname`, search)} LIMIT ${NAMES})
    UNION ALL (SELECT 2, room_id FROM rooms WHERE ${startsWith(sql`name`, search)} LIMIT ${NAMES}))`;
}

const ORDERS = {
  latest: { by: sql`c.last_report_time`, how: Prisma.raw("DESC"), from: laterFirst },
  oldest: { by: sql`c.first_report_time`, how: Prisma.raw("ASC"), from: earlierFirst },
  most: { by: sql`c.report_total`, how: Prisma.raw("DESC"), from: mostFirst },
};

/** A page of cases. */
export async function listCases(
  ctx: StaffCtx,
  input: CaseQueue,
): Promise<{ list: CaseRow[]; next: string | null; seenTime: number }> {
  const { count, after, status, sort, reportReasonType, targetType, assignee, overdue, search } = input;
  const { minAgeHours, maxAgeHours } = input;
  const now = ctx.clock.now();
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const { by, how, from } = ORDERS[sort];
  const assigneeId = assignee === "me" ? ctx.staff.staffId : assignee;
  // Numbers of the statement itself: the indexes of open cases are partial, and some reasons are rare.
  const ofStatus = sql`c.status = ${Prisma.raw(String(status))}`;
  // The few that a search means are put in order, not the order searched through for them: OFFSET keeps the planner to it.
  const cases = search
    ? sql`(SELECT * FROM report_cases c WHERE ${ofStatus} AND ${found(search)} OFFSET 0)`
    : sql`report_cases`;
  const where = allOf([
    ofStatus,
    from(after, by, sql`c.case_id`),
    reportReasonType !== undefined && sql`c.reason_types @> ARRAY[${Prisma.raw(String(reportReasonType))}::smallint]`,
    targetType !== undefined && sql`c.target_type = ${targetType}`,
    assignee === "none" ? sql`c.assignee_id IS NULL` : assigneeId && sql`c.assignee_id = ${assigneeId}`,
    minAgeHours !== undefined && sql`c.first_report_time <= ${ago(minAgeHours)}`,
    maxAgeHours !== undefined && sql`c.first_report_time > ${ago(maxAgeHours)}`,
    overdue && sql`c.first_report_time < ${deadline(now)}`,
  ]);
  const rows = await ctx.db.$queryRaw<{ item: CaseRow }[]>`
    WITH page AS MATERIALIZED (
      SELECT * FROM ${cases} c WHERE ${where} ORDER BY ${by} ${how}, c.case_id ${how} LIMIT ${count + 1}
    )
    SELECT ${caseJson(now)} AS item FROM page c ${caseJoins} ORDER BY ${by} ${how}, c.case_id ${how}`;
  const items = rows.map(({ item }) => item);
  const keys = { latest: "lastReportTime", oldest: "firstReportTime", most: "reportTotal" } as const;
  const page = pageFrom(items, count, (item) => `${item[keys[sort]]}:${item.caseId}`);
  return { ...page, seenTime: now.getTime() };
}

/** Open cases in figures. */
export async function countCases(ctx: StaffCtx): Promise<CaseCounts> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<{ counts: CaseCounts }[]>`
    SELECT json_build_object('open', count(*), 'unclaimed', count(*) FILTER (WHERE c.assignee_id IS NULL),
      'mine', count(*) FILTER (WHERE c.assignee_id = ${ctx.staff.staffId}),
      'overdue', count(*) FILTER (WHERE c.first_report_time < ${deadline(now)})) AS counts
    FROM report_cases c WHERE c.status = 0`;
  return row?.counts ?? { open: 0, unclaimed: 0, mine: 0, overdue: 0 };
}

/** Within how many hours a case should be decided. */
export async function targetTimeOf(ctx: Pick<StaffCtx, "db">): Promise<{ hours: number }> {
  const [row] = await ctx.db.$queryRaw<{ hours: number }[]>`SELECT ${targetHours} AS hours`;
  return { hours: row?.hours ?? TARGET_HOURS };
}
