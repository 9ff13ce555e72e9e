import { OriginPushType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { ReportInput } from "@chaoqer/contract/report";
import { FEEDBACK_STATUS, variablesOf } from "@chaoqer/contract/staff/feedback";
import { isUniqueViolation } from "@chaoqer/db/errors";
import type { StaffWriteCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { addMessage } from "../message/writes";
import { submitReport } from "../report/writes";

/** What staff do with feedback; the caller's transaction is the audited one. */

/** Holds a feedback until the transaction ends. @throws DomainError notFound */
async function hold(ctx: StaffWriteCtx, feedbackId: string) {
  await ctx.db.$executeRaw`SELECT 1 FROM feedbacks WHERE feedback_id = ${feedbackId} FOR NO KEY UPDATE`;
  const select = { uid: true, status: true, assigneeId: true, caseId: true } as const;
  const feedback = await ctx.db.feedback.findUnique({ where: { feedbackId }, select });
  if (!feedback) throw new DomainError("notFound", "反馈不存在");
  return feedback;
}

type Change = { status?: number; assigneeId?: string | null; caseId?: string };

const change = (ctx: StaffWriteCtx, feedbackId: string, data: Change) =>
  ctx.db.feedback.update({
    where: { feedbackId },
    data: { ...data, updateTime: ctx.clock.now() },
    select: { feedbackId: true },
  });

const about = (feedbackId: string) => ({ targetType: "feedback", targetId: feedbackId });

/** Takes a feedback on, or gives it back; what is taken on is in progress. */
export async function assignFeedback(
  ctx: StaffWriteCtx,
  { feedbackId, mine }: { feedbackId: string; mine: boolean },
): Promise<void> {
  const { assigneeId, status } = await hold(ctx, feedbackId);
  const working = mine && status === FEEDBACK_STATUS.fresh;
  const data = { assigneeId: mine ? ctx.staff.staffId : null, ...(working && { status: FEEDBACK_STATUS.working }) };
  await change(ctx, feedbackId, data);
  ctx.audit.record({ ...about(feedbackId), before: { assigneeId, status }, after: data });
}

export async function setFeedbackStatus(
  ctx: StaffWriteCtx,
  { feedbackId, status }: { feedbackId: string; status: number },
): Promise<void> {
  const before = await hold(ctx, feedbackId);
  await change(ctx, feedbackId, { status });
  ctx.audit.record({ ...about(feedbackId), before: { status: before.status }, after: { status } });
}

async function note(ctx: StaffWriteCtx, feedbackId: string, content: string, messageId?: bigint): Promise<void> {
  const { staffId } = ctx.staff;
  const data = { noteId: newId(), feedbackId, staffId, content, createTime: ctx.clock.now() };
  await ctx.db.feedbackNote.create({ data: { ...data, messageId: messageId ?? null }, select: { noteId: true } });
}

/** Adds a note that only staff see. */
export async function addNote(
  ctx: StaffWriteCtx,
  { feedbackId, content }: { feedbackId: string; content: string },
): Promise<void> {
  await hold(ctx, feedbackId);
  await note(ctx, feedbackId, content);
  await change(ctx, feedbackId, {});
  ctx.audit.record({ ...about(feedbackId), after: { content } });
}

/** Answers the author by an official message. @throws DomainError notFound, refused (a variable is not filled) */
export async function replyToFeedback(
  ctx: StaffWriteCtx,
  { feedbackId, title, content, close }: { feedbackId: string; title: string; content: string; close: boolean },
): Promise<void> {
  const open = variablesOf(`${title}\n${content}`);
  if (open.length > 0) throw new DomainError("refused", `请先填写：${open.join("、")}`);
  const { uid, status } = await hold(ctx, feedbackId);
  const message = { uid, originPushType: OriginPushType.official, title, content, url: "" };
  await note(ctx, feedbackId, content, await addMessage(ctx, message));
  const working = status === FEEDBACK_STATUS.fresh ? FEEDBACK_STATUS.working : status;
  await change(ctx, feedbackId, { status: close ? FEEDBACK_STATUS.closed : working });
  ctx.audit.record({ ...about(feedbackId), after: { title, content, close } });
}

/**
 * Makes a report of it in its author's name, which opens the target's case or adds to it.
 * @returns the case @throws DomainError notFound, refused (made already; of oneself), userUnknown, roomUnknown
 */
export async function reportFeedback(
  ctx: StaffWriteCtx,
  input: { feedbackId: string; reason: string } & {
    targetType: ReportInput["originReportType"];
    targetId: string;
    reportReasonType: ReportInput["reportReasonType"];
  },
): Promise<{ caseId: string }> {
  const { feedbackId, targetType, targetId, reportReasonType, reason } = input;
  const feedback = await hold(ctx, feedbackId);
  if (feedback.caseId) throw new DomainError("refused", "该反馈已转为案件");
  const author = { uid: feedback.uid, initialised: true, limited: false, accessSecret: "" };
  const report = { originReportType: targetType, originId: targetId, reportReasonType, reason };
  await submitReport({ ...ctx, actor: author }, report);
  const where = { targetType, targetId, status: 0 };
  const { caseId } = await ctx.db.reportCase.findFirstOrThrow({ where, select: { caseId: true } });
  await change(ctx, feedbackId, { caseId, status: FEEDBACK_STATUS.working });
  ctx.audit.record({ ...about(feedbackId), reason, after: { caseId, targetType, targetId } });
  return { caseId };
}

/** Keeps a prepared reply, a new one or changed. @throws DomainError notFound, refused (title taken) */
export async function saveReply(
  ctx: StaffWriteCtx,
  { replyId, title, content }: { replyId?: string | undefined; title: string; content: string },
): Promise<void> {
  const now = ctx.clock.now();
  const id = replyId ?? newId();
  try {
    if (replyId) {
      const { count } = await ctx.db.cannedReply.updateMany({
        where: { replyId },
        data: { title, content, updateTime: now },
      });
      if (count === 0) throw new DomainError("notFound", "常用回复不存在");
    } else await ctx.db.cannedReply.create({ data: { replyId: id, title, content, createTime: now, updateTime: now } });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError("refused", "标题已存在");
    throw error;
  }
  ctx.audit.record({ targetType: "reply", targetId: id, after: { title, content } });
}

export async function removeReply(ctx: StaffWriteCtx, { replyId }: { replyId: string }): Promise<void> {
  const { count } = await ctx.db.cannedReply.deleteMany({ where: { replyId } });
  if (count === 0) throw new DomainError("notFound", "常用回复不存在");
  ctx.audit.record({ targetType: "reply", targetId: replyId });
}
