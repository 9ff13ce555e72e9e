import type { PenaltyAction, PenaltyKind } from "@chaoqer/contract/staff/actions";
import { momentText, untilOf } from "../user/staff-rules";

/** Pure rules of how staff handle reports (docs/staff.md, "Reports"). Texts are shown at the console. */

/** A case should be decided within this time unless the settings say otherwise. */
export const TARGET_HOURS = 24;
export const TARGET_HOURS_KEY = "report.targetHours";

const REASONS: Record<number, string> = {
  1: "涉嫌违法违规",
  2: "色情淫秽",
  3: "暴力血腥",
  4: "广告营销",
  5: "其他",
};

/** Why, as the penalised user may know it; "" when nothing more telling was reported than "other". */
export function groundsOf(reasonTypes: readonly number[]): string {
  return [...reasonTypes]
    .sort((a, b) => a - b)
    .filter((type) => type !== 5)
    .map((type) => REASONS[type] ?? "")
    .filter(Boolean)
    .join("、");
}

/** A case as a decision finds it. */
export interface Standing {
  status: number;
  version: number;
  /** Who has claimed it, if anybody. */
  assignee: { staffId: string; displayName: string } | null;
  decidedBy: string | null;
  /** Reports made, or made again, since the decider looked. */
  newReports: number;
  repeated: number;
  claimedSince: boolean;
}

/** What changed since the case was opened at the console, a sentence each; "" cannot be: something always did. */
export function changesOf(now: Standing): string[] {
  const changes: string[] = [];
  if (now.status !== 0) changes.push(`已由${now.decidedBy ?? "同事"}${now.status === 2 ? "驳回" : "处理"}`);
  if (now.newReports > 0) changes.push(`新增${now.newReports}条投诉`);
  if (now.repeated > 0) changes.push(`${now.repeated}条投诉有更新`);
  if (now.claimedSince && now.assignee) changes.push(`已由${now.assignee.displayName}认领`);
  return changes.length > 0 ? changes : ["案件的认领情况有变化"];
}

/** What an action is about to meet. */
export interface Facts {
  /** Whether the case is about a room. */
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

/** What those who reported are told. */
export function reporterNotice(verdict: "dismiss" | "act", name: string, room: boolean) {
  const what = `你投诉的${room ? "活动" : "用户"}${name ? `「${name}」` : ""}`;
  const outcome = verdict === "act" ? "经核实存在违规，我们已进行处理" : "经核实暂未发现违规行为";
  return { title: "投诉处理结果", content: `${what}${outcome}，感谢你的反馈。` };
}
