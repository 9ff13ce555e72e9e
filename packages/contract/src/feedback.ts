import { z } from "zod";
import { FeedbackType, OriginFeedbackType } from "./enums";
import { codeOf, httpUrlOf, sentId, textOf } from "./fields";

export const feedbackInput = z.object({
  originFeedbackType: codeOf("反馈来源类型", Object.values(OriginFeedbackType)),
  originId: sentId,
  feedbackType: codeOf("反馈类型", Object.values(FeedbackType)),
  feedbackContent: textOf("反馈内容", 500, 1),
  feedbackImageList: z.array(httpUrlOf("反馈图片")).max(3, "至多添加三张图片").optional(),
});
export type FeedbackInput = z.output<typeof feedbackInput>;
