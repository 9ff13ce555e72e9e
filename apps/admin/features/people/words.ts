import { AccountState } from "@chaoqer/contract/enums";

/** Account states by what they are called, with the colour of their tag. */
export const STATE_WORDS: Record<number, { name: string; color: string }> = {
  [AccountState.normal]: { name: "正常", color: "green" },
  [AccountState.limited]: { name: "受限", color: "gold" },
  [AccountState.frozen]: { name: "冻结", color: "red" },
  [AccountState.deleted]: { name: "已注销", color: "default" },
  [AccountState.uninitialised]: { name: "未完善资料", color: "default" },
};
