import { FeedbackType } from "@chaoqer/contract/enums";

export const TYPE_NAMES: Record<number, string> = {
  [FeedbackType.default]: "一般",
  [FeedbackType.bug]: "故障",
  [FeedbackType.ui]: "界面",
  [FeedbackType.content]: "内容",
  [FeedbackType.request]: "建议",
};

export const STATUS_WORDS: Record<number, { name: string; color: string }> = {
  0: { name: "新", color: "orange" },
  1: { name: "处理中", color: "blue" },
  2: { name: "已关闭", color: "default" },
};
