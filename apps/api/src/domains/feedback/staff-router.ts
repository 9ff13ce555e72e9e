import {
  cannedReplies,
  cannedReplyInput,
  feedbackAssignInput,
  feedbackDetail,
  feedbackIdInput,
  feedbackInboxInput,
  feedbackList,
  feedbackNoteInput,
  feedbackReplyInput,
  feedbackReported,
  feedbackReportInput,
  feedbackStatusInput,
  replyIdInput,
} from "@chaoqer/contract/staff/feedback";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "../staff/procedures";
import { getFeedback, listFeedback, listReplies } from "./staff-reads";
import {
  addNote,
  assignFeedback,
  removeReply,
  replyToFeedback,
  reportFeedback,
  saveReply,
  setFeedbackStatus,
} from "./staff-writes";

export const staffFeedbackRouter = router({
  list: staffQuery("operator")
    .input(feedbackInboxInput)
    .output(feedbackList)
    .query(({ ctx, input }) => listFeedback(ctx, input)),
  get: staffQuery("operator")
    .input(feedbackIdInput)
    .output(feedbackDetail)
    .query(({ ctx, input }) => getFeedback(ctx, input.feedbackId)),
  assign: staffMutation("feedback.assign", "operator")
    .input(feedbackAssignInput)
    .mutation(({ ctx, input }) => assignFeedback(ctx, input)),
  setStatus: staffMutation("feedback.status", "operator")
    .input(feedbackStatusInput)
    .mutation(({ ctx, input }) => setFeedbackStatus(ctx, input)),
  note: staffMutation("feedback.note", "operator")
    .input(feedbackNoteInput)
    .mutation(({ ctx, input }) => addNote(ctx, input)),
  reply: staffMutation("feedback.reply", "operator")
    .input(feedbackReplyInput)
    .mutation(({ ctx, input }) => replyToFeedback(ctx, input)),
  report: staffMutation("feedback.report", "operator")
    .input(feedbackReportInput)
    .output(feedbackReported)
    .mutation(({ ctx, input }) => reportFeedback(ctx, input)),
  replies: staffQuery("operator")
    .output(cannedReplies)
    .query(({ ctx }) => listReplies(ctx)),
  saveReply: staffMutation("reply.save", "operator")
    .input(cannedReplyInput)
    .mutation(({ ctx, input }) => saveReply(ctx, input)),
  removeReply: staffMutation("reply.remove", "operator")
    .input(replyIdInput)
    .mutation(({ ctx, input }) => removeReply(ctx, input)),
});
