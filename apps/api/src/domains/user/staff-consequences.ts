import type { PenaltyAction, PenaltyKind } from "@chaoqer/contract/staff/actions";
import { momentText, untilOf } from "./staff-rules";

/** Pure rules of what actions would do (docs/staff.md, "Actions"). Texts are shown at the console. */

/** What an action is about to meet. */
export interface Facts {
  /** Whether it is about a room. */
  room: boolean;
  roomOpen: boolean;
  /** Rooms the account hosts, and rooms it is in. */
  hosting: number;
  present: number;
  signedIn: boolean;
  frozen: boolean;
  limited: boolean;
}

const span = (action: PenaltyAction, now: Date) => {
  const until = untilOf(action, now);
  return until ? `至${momentText(until)}` : "永久";
};

/** What will happen, a sentence each. */
export function consequencesOf(actions: readonly PenaltyAction[], facts: Facts, now: Date): string[] {
  const sentences: Record<PenaltyKind, (action: PenaltyAction) => string> = {
    lift: () => (facts.frozen || facts.limited ? "解除现有的冻结和限制" : "账号没有生效中的冻结或限制，无可解除"),
    warn: () => "发送一条官方警告消息",
    limit: (action) => `限制账号（${span(action, now)}）：只能浏览，不能发布和互动`,
    freeze: (action) =>
      `冻结账号（${span(action, now)}）：${facts.signedIn ? "立即退出登录，" : ""}无法再登录${
        facts.present > 0 ? `，并移出所在的${facts.present}个活动` : ""
      }`,
    close_room: () => {
      if (facts.room) return facts.roomOpen ? "立即关闭该活动，所有成员离开" : "活动已关闭，无需再关闭";
      return facts.hosting > 0 ? `立即关闭其主持的${facts.hosting}个活动` : "该用户当前没有主持活动";
    },
    reset_nickname: () => "昵称改为默认昵称",
    reset_avatar: () => "头像改为默认头像",
    reset_bio: () => "清空个人介绍",
    reset_name: () => "清空活动名称",
  };
  return actions.map((action) => sentences[action.kind](action));
}
