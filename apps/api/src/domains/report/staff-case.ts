import { DomainError } from "@chaoqer/contract/errors";
import type { StaffPage } from "@chaoqer/contract/staff/common";
import type { CaseDetail, CaseReports } from "@chaoqer/contract/staff/reports";
import { Prisma } from "@chaoqer/db/client";
import { roomOpen } from "@chaoqer/db/views/room";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { earlierFirst, pageFrom } from "../staff/pages";
import { accountJson, penaltyJson } from "../user/staff-views";
import { caseJoins, caseJson } from "./staff-reads";

/** What a case's page shows; each part is one statement, whatever the case's size. */

const sql = Prisma.sql;

/** Live rooms among `ids`, with at most 100 members each. */
const liveJson = (ids: Prisma.Sql, now: Date) => sql`(
  SELECT coalesce(json_agg(json_build_object('roomId', r.room_id, 'name', r.name,
    'memberTotal', (SELECT count(*) FROM room_members m
      WHERE m.room_id = r.room_id AND m.left_time IS NULL AND m.lease_until > ${now}),
    'members', (SELECT coalesce(json_agg(json_build_object('uid', s.uid, 'nickname', p.nickname, 'avatar', p.avatar,
        'role', s.role, 'joinTime', ${millis(sql`s.join_time`)}) ORDER BY s.role DESC, s.join_time, s.uid), '[]')
      FROM (SELECT m.uid, m.role, m.join_time FROM room_members m
        WHERE m.room_id = r.room_id AND m.left_time IS NULL AND m.lease_until > ${now}
        ORDER BY m.role DESC, m.join_time, m.uid LIMIT 100) s JOIN profiles p ON p.uid = s.uid))), '[]')
  FROM rooms r WHERE r.room_id IN (${ids}) AND ${roomOpen(now)})`;

/** A case with its target as it is now, who is live in it, and what happened before. @throws DomainError notFound */
export async function getCase(ctx: StaffCtx, caseId: string): Promise<CaseDetail> {
  const now = ctx.clock.now();
  const rooms = sql`SELECT CASE WHEN c.target_type = 2 THEN c.target_id END
    UNION SELECT room_id FROM room_members WHERE c.target_type = 1 AND uid = c.target_id AND left_time IS NULL`;
  const [row] = await ctx.db.$queryRaw<{ detail: CaseDetail }[]>`
    SELECT ${caseJson(now)} || jsonb_build_object('seenTime', ${now.getTime()}::bigint, 'decision', c.decision,
      'snapshot', (SELECT coalesce(r.snapshot #> '{earlier,0,snapshot}', r.snapshot) FROM reports r
        WHERE r.case_id = c.case_id ORDER BY r.create_time LIMIT 1),
      'account', (SELECT ${accountJson(now)} FROM accounts a LEFT JOIN profiles p ON p.uid = a.uid
        WHERE a.uid = CASE WHEN c.target_type = 1 THEN c.target_id ELSE tr.uid END),
      'room', CASE WHEN tr.room_id IS NOT NULL THEN json_build_object('roomId', tr.room_id, 'name', tr.name,
        'inviteOnly', tr.invite_only::int, 'createTime', ${millis(sql`tr.create_time`)},
        'closedTime', ${millis(sql`tr.closed_time`)}) END,
      'live', ${liveJson(rooms, now)},
      'history', json_build_object(
        'cases', (SELECT coalesce(json_agg(item), '[]') FROM (SELECT json_build_object('caseId', o.case_id,
            'status', o.status, 'reportTotal', o.report_total, 'firstReportTime', ${millis(sql`o.first_report_time`)},
            'decisionTime', ${millis(sql`o.decision_time`)}) AS item
          FROM report_cases o WHERE o.target_type = c.target_type AND o.target_id = c.target_id
            AND o.case_id <> c.case_id ORDER BY o.first_report_time DESC LIMIT 20) s),
        'penalties', (SELECT coalesce(json_agg(item), '[]') FROM (SELECT ${penaltyJson} AS item
          FROM penalties pe JOIN staff ps ON ps.staff_id = pe.staff_id
          WHERE pe.uid = CASE WHEN c.target_type = 1 THEN c.target_id ELSE tr.uid END
          ORDER BY pe.create_time DESC LIMIT 20) s),
        'notices', (SELECT coalesce(json_agg(item), '[]') FROM (SELECT json_build_object(
            'messageId', m.message_id::text, 'title', m.title, 'content', m.content,
            'createTime', ${millis(sql`m.create_time`)}) AS item
          FROM (SELECT * FROM messages WHERE uid = CASE WHEN c.target_type = 1 THEN c.target_id ELSE tr.uid END
            ORDER BY message_id DESC LIMIT 200) m
          WHERE m.origin_push_type = 1 LIMIT 10) s))) AS detail
    FROM report_cases c ${caseJoins} WHERE c.case_id = ${caseId}`;
  if (!row) throw new DomainError("notFound", "案件不存在");
  return row.detail;
}

/** A case's reports, earliest first, each with what it said before and how often its reporter was right. */
export async function listReports(
  ctx: StaffCtx,
  { caseId, count, after }: StaffPage & { caseId: string },
): Promise<CaseReports> {
  const rows = await ctx.db.$queryRaw<{ item: CaseReports["list"][number] }[]>`
    SELECT json_build_object('reportId', r.report_id, 'reportReasonType', r.report_reason_type, 'reason', r.reason,
      'snapshot', r.snapshot - 'earlier', 'earlier', coalesce(r.snapshot -> 'earlier', '[]'), 'times', r.times, 'createTime', ${millis(sql`r.create_time`)},
      'updateTime', ${millis(sql`r.update_time`)}, 'reporter', json_build_object('uid', r.uid,
        'nickname', coalesce(p.nickname, ''), 'avatar', coalesce(p.avatar, ''),
        'decided', past.decided, 'right', past.acted)) AS item
    FROM reports r LEFT JOIN profiles p ON p.uid = r.uid
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE o.status <> 0) AS decided, count(*) FILTER (WHERE o.status = 1) AS acted
      FROM (SELECT case_id FROM reports WHERE uid = r.uid ORDER BY create_time DESC LIMIT 200) mine
      JOIN report_cases o ON o.case_id = mine.case_id
    ) past
    WHERE r.case_id = ${caseId} AND ${earlierFirst(after, sql`r.create_time`, sql`r.report_id`)}
    ORDER BY r.create_time, r.report_id LIMIT ${count + 1}`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => `${item.createTime}:${item.reportId}`);
}
