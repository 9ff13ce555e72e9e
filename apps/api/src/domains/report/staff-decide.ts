import { OriginPushType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import {
  CASE_STATUS,
  type DecideInput,
  type DecideResult,
  type StoredDecision,
  storedDecision,
  type UndoResult,
} from "@chaoqer/contract/staff/reports";
import { Prisma } from "@chaoqer/db/client";
import type { StaffWriteCtx } from "../../trpc/context";
import { addMessages } from "../message/writes";
import { sanction, takeBack } from "../user/staff-penalties";
import { changesOf, groundsOf, reporterNotice, type Standing } from "./staff-rules";

/** Deciding cases and undoing that; the caller's transaction is the audited one. */

interface Held extends Omit<Standing, "assignee"> {
  targetType: number;
  targetId: string;
  reasonTypes: number[];
  assigneeId: string | null;
  assigneeName: string | null;
  /** The account a penalty falls on; null when there is none any more. */
  uid: string | null;
  name: string;
  decision: unknown;
}

/** Holds a case until the transaction ends, with what happened to it since. @throws DomainError notFound */
async function holdCase(ctx: StaffWriteCtx, caseId: string, seen: Date): Promise<Held> {
  await ctx.db.$executeRaw`SELECT 1 FROM report_cases WHERE case_id = ${caseId} FOR NO KEY UPDATE`;
  // A statement of its own, so that it sees what the lock has waited for.
  const [held] = await ctx.db.$queryRaw<Held[]>`
    SELECT c.target_type::int AS "targetType", c.target_id AS "targetId", c.status::int, c.version, c.decision,
      c.reason_types::int[] AS "reasonTypes", c.assignee_id AS "assigneeId", s.display_name AS "assigneeName",
      d.display_name AS "decidedBy", coalesce(c.claim_time > ${seen}, FALSE) AS "claimedSince",
      (SELECT count(*)::int FROM reports r WHERE r.case_id = c.case_id AND r.create_time > ${seen}) AS "newReports",
      (SELECT count(*)::int FROM reports r WHERE r.case_id = c.case_id AND r.create_time <= ${seen}
        AND r.update_time > ${seen}) AS repeated,
      CASE WHEN c.target_type = 1 THEN a.uid ELSE ro.uid END AS uid, coalesce(p.nickname, ro.name, '') AS name
    FROM report_cases c
    LEFT JOIN staff s ON s.staff_id = c.assignee_id LEFT JOIN staff d ON d.staff_id = c.decided_by_id
    LEFT JOIN accounts a ON c.target_type = 1 AND a.uid = c.target_id LEFT JOIN profiles p ON p.uid = a.uid
    LEFT JOIN rooms ro ON c.target_type = 2 AND ro.room_id = c.target_id
    WHERE c.case_id = ${caseId}`;
  if (!held) throw new DomainError("notFound", "案件不存在");
  return held;
}

const standingOf = ({ assigneeId, assigneeName, ...held }: Held): Standing => ({
  ...held,
  assignee: assigneeId ? { staffId: assigneeId, displayName: assigneeName ?? "同事" } : null,
});

async function tellReporters(ctx: StaffWriteCtx, caseId: string, held: Held, verdict: "dismiss" | "act") {
  const reporters = await ctx.db.report.findMany({ where: { caseId }, select: { uid: true } });
  const words = reporterNotice(verdict, held.name, held.targetType === 2);
  const uids = reporters.map(({ uid }) => uid);
  await addMessages(ctx, uids, { originPushType: OriginPushType.official, ...words, url: "" });
}

/** Carries a decision out on a case that is held and as the decider saw it. */
async function carryOut(ctx: StaffWriteCtx, caseId: string, held: Held, input: DecideInput): Promise<void> {
  const { verdict, actions, reason, tellReporters: tell } = input;
  const decision: StoredDecision = {
    verdict,
    actions,
    reason,
    notice: null,
    tellReporters: tell,
    penaltyIds: [],
    liftedIds: [],
  };
  if (verdict === "act") {
    if (!held.uid) throw new DomainError("refused", "投诉对象已不存在");
    const roomId = held.targetType === 2 ? held.targetId : null;
    const grounds = groundsOf(held.reasonTypes);
    const order = { uid: held.uid, roomId, caseId, actions, reason, grounds, notice: input.notice };
    Object.assign(decision, await sanction(ctx, order));
  }
  const { staffId } = ctx.staff;
  const status = verdict === "act" ? CASE_STATUS.acted : CASE_STATUS.dismissed;
  await ctx.db.reportCase.update({
    where: { caseId },
    data: { status, version: { increment: 1 }, decidedById: staffId, decisionTime: ctx.clock.now(), decision },
    select: { caseId: true },
  });
  if (tell) await tellReporters(ctx, caseId, held, verdict);
  const before = { status: held.status, assigneeId: held.assigneeId };
  ctx.audit.record({ targetType: "case", targetId: caseId, reason, before, after: { ...decision, status } });
}

async function decideOne(
  ctx: StaffWriteCtx,
  { caseId, version }: { caseId: string; version: number },
  input: DecideInput,
): Promise<DecideResult[number]> {
  const held = await holdCase(ctx, caseId, new Date(input.seenTime));
  if (held.status !== 0 || held.version !== version)
    return { caseId, outcome: "stale", changes: changesOf(standingOf(held)) };
  if (held.assigneeId && held.assigneeId !== ctx.staff.staffId && !input.takeOver)
    return { caseId, outcome: "claimed", changes: [`${held.assigneeName ?? "同事"}正在处理该案件`] };
  await carryOut(ctx, caseId, held, input);
  return { caseId, outcome: "done", changes: [] };
}

/**
 * Decides cases, each that is still as the decider saw it; the others are left alone and say what changed.
 * @throws DomainError notFound; refused when the actions cannot be carried out on one of them, and then on none
 */
export async function decideCases(ctx: StaffWriteCtx, input: DecideInput): Promise<DecideResult> {
  const results = new Map<string, DecideResult[number]>();
  // In one order for all, so that two such calls do not wait for each other.
  const cases = [...input.cases].sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  for (const one of cases) results.set(one.caseId, await decideOne(ctx, one, input));
  const answer = input.cases.flatMap(({ caseId }) => results.get(caseId) ?? []);
  if (answer.every(({ outcome }) => outcome !== "done")) ctx.audit.nothing();
  return answer;
}

/** Opens a decided case again and takes back what its decision did. @throws DomainError notFound, refused */
export async function undoDecision(
  ctx: StaffWriteCtx,
  { caseId, version, reason }: { caseId: string; version: number; reason: string },
): Promise<UndoResult> {
  const held = await holdCase(ctx, caseId, ctx.clock.now());
  if (held.status === CASE_STATUS.open) throw new DomainError("refused", "案件尚未处理");
  if (held.version !== version) throw new DomainError("refused", "案件已有变化，请刷新后再撤销");
  const { targetType, targetId } = held;
  const newer = await ctx.db.reportCase.findFirst({
    where: { targetType, targetId, status: 0 },
    select: { caseId: true },
  });
  if (newer) throw new DomainError("refused", "该对象已有新的待处理案件，请在新案件中处理");
  const decision = storedDecision.parse(held.decision);
  const { penaltyIds, liftedIds } = decision;
  const remaining =
    held.uid && decision.verdict === "act" ? await takeBack(ctx, { uid: held.uid, penaltyIds, liftedIds, reason }) : [];
  if (decision.tellReporters) remaining.push("已发给投诉人的处理结果无法收回");
  const data = { status: 0, version: { increment: 1 }, decidedById: null, decisionTime: null, decision: Prisma.DbNull };
  const reopened = await ctx.db.reportCase.update({
    where: { caseId },
    data: { ...data, assigneeId: ctx.staff.staffId, claimTime: ctx.clock.now() },
    select: { version: true },
  });
  const before = { status: held.status, decision };
  ctx.audit.record({ targetType: "case", targetId: caseId, reason, before, after: { status: 0, remaining } });
  return { version: reopened.version, remaining };
}
