import { OriginReportType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { ReportInput } from "@chaoqer/contract/report";
import { inTransaction } from "@chaoqer/db/tx";
import type { UserCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { roomSnapshot, type Snapshot, userSnapshot } from "./reads";
import { mergeSnapshots } from "./rules";

/** Reports and the cases they form: all reports on one target, while they are open, are one case. */

/** Opens the target's case or marks the open one as changed, and keeps its row until the transaction ends. */
async function openCase(ctx: UserCtx, { originReportType, originId, reportReasonType }: ReportInput): Promise<string> {
  const now = ctx.clock.now();
  const rows = await ctx.db.$queryRaw<{ case_id: string }[]>`
    INSERT INTO report_cases AS c (case_id, target_type, target_id, reason_types, first_report_time, last_report_time)
    VALUES (${newId()}, ${originReportType}, ${originId}, ARRAY[${reportReasonType}::smallint], ${now}, ${now})
    ON CONFLICT (target_type, target_id) WHERE status = 0 DO UPDATE SET
      version = c.version + 1, last_report_time = greatest(c.last_report_time, excluded.last_report_time),
      reason_types = CASE WHEN excluded.reason_types <@ c.reason_types THEN c.reason_types
        ELSE c.reason_types || excluded.reason_types END
    RETURNING case_id`;
  if (!rows[0]) throw new Error("a report case was neither made nor found");
  return rows[0].case_id;
}

/** Adds the caller's report to a case whose row is held, or updates and counts up the one they made before. */
async function addReport(ctx: UserCtx, caseId: string, input: ReportInput, snapshot: Snapshot): Promise<void> {
  const { uid } = ctx.actor;
  const { reportReasonType, reason } = input;
  const now = ctx.clock.now();
  const before = await ctx.db.report.findUnique({
    where: { caseId_uid: { caseId, uid } },
    select: { reportId: true, reportReasonType: true, reason: true, snapshot: true, updateTime: true },
  });
  if (before) {
    const { reportId, updateTime: time, ...made } = before;
    const said = { reportReasonType, reason, snapshot };
    const merged = mergeSnapshots({ ...made, snapshot: made.snapshot as Snapshot, time }, said);
    await ctx.db.report.update({
      where: { reportId },
      data: { reportReasonType, reason, snapshot: merged, times: { increment: 1 }, updateTime: now },
      select: { reportId: true },
    });
    return;
  }
  await ctx.db.report.create({
    data: { reportId: newId(), caseId, uid, reportReasonType, reason, snapshot, createTime: now, updateTime: now },
    select: { reportId: true },
  });
  await ctx.db.reportCase.update({
    where: { caseId },
    data: { reportTotal: { increment: 1 } },
    select: { caseId: true },
  });
}

/** Takes a report of a user or a room. @throws DomainError refused (oneself), userUnknown, roomUnknown */
export async function submitReport(ctx: UserCtx, input: ReportInput): Promise<void> {
  const { uid } = ctx.actor;
  const { originReportType, originId } = input;
  const aboutUser = originReportType === OriginReportType.user;
  if (aboutUser && originId === uid) throw new DomainError("refused", "无法投诉自己");
  const snapshot = aboutUser ? await userSnapshot(ctx, originId) : await roomSnapshot(ctx, uid, originId);
  await inTransaction(ctx, async (tx) => addReport(tx, await openCase(tx, input), input, snapshot));
}
