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

/** What those who reported are told. */
export function reporterNotice(verdict: "dismiss" | "act", name: string, room: boolean) {
  const what = `你投诉的${room ? "活动" : "用户"}${name ? `「${name}」` : ""}`;
  const outcome = verdict === "act" ? "经核实存在违规，我们已进行处理" : "经核实暂未发现违规行为";
  return { title: "投诉处理结果", content: `${what}${outcome}，感谢你的反馈。` };
}
