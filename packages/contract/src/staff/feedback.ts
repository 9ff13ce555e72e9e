import { z } from "zod";
import { ClientType, FeedbackType, OriginReportType, ReportReasonType } from "../enums";
import { codeOf, flag, id, lineOf, millis, textOf } from "../fields";
import { noticeText } from "./actions";
import { staffBrief, staffId, staffListOf, staffPage } from "./common";

/** The feedback inbox (docs/staff.md, "Feedback"). */

export const FEEDBACK_STATUS = { fresh: 0, working: 1, closed: 2 } as const;
const status = codeOf("反馈状态", Object.values(FEEDBACK_STATUS));
const feedbackId = staffId;

export const feedbackInboxInput = staffPage.extend({
  status: status.optional(),
  feedbackType: codeOf("反馈类型", Object.values(FeedbackType)).optional(),
  clientType: codeOf("客户端", Object.values(ClientType)).optional(),
  versionCode: z.int().min(0).optional(),
  /** Only those with, or without, a room. */
  aboutRoom: z.boolean().optional(),
  assignee: z.union([z.enum(["me", "none"]), staffId]).optional(),
  /** An id of a feedback or its author, or how the author's nickname begins. */
  search: z.string().trim().max(50, "搜索内容不能超过50个字").optional(),
});
export type FeedbackInbox = z.output<typeof feedbackInboxInput>;

export const feedbackRow = z.object({
  feedbackId: id,
  author: z.object({ uid: id, nickname: z.string(), avatar: z.string() }),
  feedbackType: z.int(),
  content: z.string(),
  images: z.array(z.string()),
  clientType: z.int(),
  versionName: z.string(),
  versionCode: z.int(),
  roomId: z.string().nullable(),
  status: z.int(),
  assignee: staffBrief.nullable(),
  caseId: z.string().nullable(),
  /** A reply was sent. */
  replied: flag,
  createTime: millis,
  updateTime: millis,
});
export const feedbackList = staffListOf(feedbackRow);
export type FeedbackRow = z.output<typeof feedbackRow>;

export const feedbackDetail = feedbackRow.extend({
  /** The room as it was. */
  snapshot: z.record(z.string(), z.unknown()).nullable(),
  /** Oldest first; with a messageId it went to the user. */
  notes: z.array(
    z.object({
      noteId: id,
      staff: staffBrief,
      content: z.string(),
      messageId: z.string().nullable(),
      createTime: millis,
    }),
  ),
});
export type FeedbackDetail = z.output<typeof feedbackDetail>;

export const feedbackIdInput = z.object({ feedbackId });
/** Takes it on, or gives it back. */
export const feedbackAssignInput = z.object({ feedbackId, mine: z.boolean() });
export const feedbackStatusInput = z.object({ feedbackId, status });
export const feedbackNoteInput = z.object({ feedbackId, content: textOf("备注", 1000, 1) });
/** `close`: nothing is left to do afterwards. */
export const feedbackReplyInput = z.object({ feedbackId, ...noticeText.shape, close: z.boolean().default(false) });
export const feedbackReportInput = z.object({
  feedbackId,
  targetType: codeOf("对象类型", Object.values(OriginReportType)),
  targetId: staffId,
  reportReasonType: codeOf("投诉原因类别", Object.values(ReportReasonType)),
  reason: textOf("投诉原因", 500, 1),
});
export const feedbackReported = z.object({ caseId: id });

export const cannedReply = z.object({
  replyId: id,
  title: z.string(),
  content: z.string(),
  /** Names in `{{…}}`, which must be filled before it is sent. */
  variables: z.array(z.string()),
  updateTime: millis,
});
export const cannedReplies = z.array(cannedReply);
export type CannedReply = z.output<typeof cannedReply>;
export const cannedReplyInput = z.object({
  /** Absent: a new one. */
  replyId: staffId.optional(),
  title: lineOf("标题", 50),
  content: textOf("内容", 500, 1),
});
export const replyIdInput = z.object({ replyId: staffId });

const VARIABLE = /\{\{\s*([^{}]{1,30}?)\s*\}\}/g;

/** The variables that a text still has, each once. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name = ""]) => name))];
}

/** A text with one of its variables filled in. */
export function fillVariable(text: string, name: string, value: string): string {
  return text.replaceAll(VARIABLE, (whole, found: string) => (found === name ? value : whole));
}
