import { DomainError } from "@chaoqer/contract/errors";
import type { StaffWriteCtx } from "../../trpc/context";
import { TARGET_HOURS_KEY } from "./staff-rules";

/** Who is on a case, and how long cases may wait; the caller's transaction is the audited one. */

interface HeldCase {
  status: number;
  version: number;
  assigneeId: string | null;
  assignee: string | null;
}

async function holdOpenCase(ctx: StaffWriteCtx, caseId: string): Promise<HeldCase> {
  const [held] = await ctx.db.$queryRaw<HeldCase[]>`
    SELECT c.status::int, c.version, c.assignee_id AS "assigneeId", s.display_name AS assignee
    FROM report_cases c LEFT JOIN staff s ON s.staff_id = c.assignee_id
    WHERE c.case_id = ${caseId} FOR NO KEY UPDATE OF c`;
  if (!held) throw new DomainError("notFound", "案件不存在");
  if (held.status !== 0) throw new DomainError("refused", "案件已处理");
  return held;
}

async function assign(ctx: StaffWriteCtx, caseId: string, assigneeId: string | null): Promise<{ version: number }> {
  const claimTime = assigneeId ? ctx.clock.now() : null;
  return ctx.db.reportCase.update({
    where: { caseId },
    data: { assigneeId, claimTime, version: { increment: 1 } },
    select: { version: true },
  });
}

/** Takes a case on. @returns its version @throws DomainError notFound, refused (decided; a colleague has it) */
export async function claimCase(
  ctx: StaffWriteCtx,
  { caseId, takeOver }: { caseId: string; takeOver: boolean },
): Promise<{ version: number }> {
  const { staffId } = ctx.staff;
  const held = await holdOpenCase(ctx, caseId);
  if (held.assigneeId === staffId) {
    ctx.audit.nothing();
    return { version: held.version };
  }
  if (held.assigneeId && !takeOver) throw new DomainError("refused", `${held.assignee ?? "同事"}正在处理该案件`);
  const before = { assigneeId: held.assigneeId };
  ctx.audit.record({ targetType: "case", targetId: caseId, before, after: { assigneeId: staffId } });
  return assign(ctx, caseId, staffId);
}

/** Gives a case back to the queue. @returns its version @throws DomainError notFound, refused (not the caller's) */
export async function releaseCase(ctx: StaffWriteCtx, { caseId }: { caseId: string }): Promise<{ version: number }> {
  const held = await holdOpenCase(ctx, caseId);
  if (held.assigneeId !== ctx.staff.staffId) throw new DomainError("refused", "该案件不由你处理");
  const before = { assigneeId: held.assigneeId };
  ctx.audit.record({ targetType: "case", targetId: caseId, before, after: { assigneeId: null } });
  return assign(ctx, caseId, null);
}

/** Says within how many hours a case should be decided. */
export async function setTargetTime(
  ctx: StaffWriteCtx,
  { hours, reason }: { hours: number; reason: string },
): Promise<void> {
  const key = TARGET_HOURS_KEY;
  const before = await ctx.db.setting.findUnique({ where: { key }, select: { value: true } });
  const data = { value: hours, updateTime: ctx.clock.now() };
  await ctx.db.setting.upsert({ where: { key }, create: { key, ...data }, update: data });
  ctx.audit.record({ targetType: "setting", targetId: key, reason, before: before?.value, after: hours });
}
