import type { PenaltyAction } from "@chaoqer/contract/staff/actions";
import type { CasePreview } from "@chaoqer/contract/staff/reports";
import { roomOpen } from "@chaoqer/db/views/room";
import type { StaffCtx } from "../../trpc/context";
import { consequencesOf } from "../user/staff-consequences";
import { type AccountFacts, accountFacts, accountFactsJoin, accountWarnings } from "../user/staff-preview";
import { noticeOf } from "../user/staff-rules";
import { groundsOf, reporterNotice } from "./staff-rules";

/** What a decision on cases would do, before it is made. */

interface Row extends AccountFacts {
  caseId: string;
  version: number;
  status: number;
  targetType: number;
  name: string;
  reasonTypes: number[];
  reporters: number;
  assigneeId: string | null;
  assignee: string | null;
  roomOpen: boolean;
}

/** One statement for all of them. */
async function rowsOf(ctx: StaffCtx, caseIds: readonly string[]): Promise<Row[]> {
  const now = ctx.clock.now();
  return ctx.db.$queryRaw<Row[]>`
    SELECT c.case_id AS "caseId", c.version, c.status::int, c.target_type::int AS "targetType",
      coalesce(tp.nickname, r.name, '') AS name, c.reason_types::int[] AS "reasonTypes", c.report_total AS reporters,
      c.assignee_id AS "assigneeId", s.display_name AS assignee,
      coalesce(${roomOpen(now)}, FALSE) AS "roomOpen", ${accountFacts(now)}
    FROM report_cases c
    LEFT JOIN profiles tp ON c.target_type = 1 AND tp.uid = c.target_id
    LEFT JOIN rooms r ON c.target_type = 2 AND r.room_id = c.target_id
    LEFT JOIN accounts a ON a.uid = CASE WHEN c.target_type = 1 THEN c.target_id ELSE r.uid END
    LEFT JOIN staff s ON s.staff_id = c.assignee_id
    ${accountFactsJoin(now)}
    WHERE c.case_id = ANY(${caseIds})`;
}

function warningsOf(row: Row, me: string): string[] {
  const warnings: string[] = [];
  if (row.status !== 0) warnings.push("案件已处理");
  if (row.assigneeId && row.assigneeId !== me) warnings.push(`${row.assignee ?? "同事"}正在处理该案件`);
  if (row.account === null) warnings.push("投诉对象已不存在");
  return [...warnings, ...accountWarnings(row)];
}

/** Consequences, warnings and the words of each message, in the order asked. */
export async function previewDecision(
  ctx: StaffCtx,
  { caseIds, verdict, actions }: { caseIds: string[]; verdict: "dismiss" | "act"; actions: PenaltyAction[] },
): Promise<CasePreview[]> {
  const now = ctx.clock.now();
  const rows = new Map((await rowsOf(ctx, caseIds)).map((row) => [row.caseId, row]));
  return caseIds.flatMap((caseId) => {
    const row = rows.get(caseId);
    if (!row) return [];
    const { version, name, reporters } = row;
    const room = row.targetType === 2;
    const dismissed = [`驳回${reporters}条投诉，不处理${room ? "该活动" : "该用户"}`];
    return {
      caseId,
      version,
      name,
      consequences: verdict === "dismiss" ? dismissed : consequencesOf(actions, { ...row, room }, now),
      warnings: warningsOf(row, ctx.staff.staffId),
      notice: verdict === "dismiss" ? null : noticeOf(actions, groundsOf(row.reasonTypes), now),
      reporters,
      reporterNotice: reporterNotice(verdict, name, room),
    };
  });
}
