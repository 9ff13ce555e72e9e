import { ROLE_NAMES } from "../frame/me";
import { momentText } from "../parts/when";
import { STATE_WORDS } from "../people/words";
import { CASE_STATUS_NAMES, penaltyName } from "../reports/words";

/** What is in `before` and `after` of the audit log, by what it is called. */
const FIELDS: Record<string, string> = {
  username: "账号",
  displayName: "姓名",
  role: "角色",
  why: "原因",
  sessions: "结束的会话",
  released: "放回的案件",
  status: "状态",
  frozenUntil: "冻结至",
  limitedUntil: "限制至",
  allowLive: "允许直播",
  nickname: "昵称",
  avatar: "头像",
  bio: "简介",
  name: "名称",
  memberTotal: "人数",
  roomId: "活动",
  actions: "处理方式",
  notice: "通知",
  penaltyIds: "处罚",
  liftedIds: "解除的处罚",
  verdict: "结论",
  reason: "原因",
  tellReporters: "告诉投诉人",
  assigneeId: "处理人",
  decision: "决定",
  remaining: "无法撤回的",
  title: "标题",
  content: "内容",
  url: "链接",
  audience: "发给谁",
  listed: "名单人数",
  total: "总人数",
  sent: "已发送",
  uid: "用户",
  close: "同时关闭",
  caseId: "案件",
  page: "页面",
  query: "条件",
  clientType: "平台",
  versionName: "版本名",
  versionCode: "版本号",
  versionDesc: "说明",
  downloadUrl: "下载地址",
  forcedUpgrade: "强制升级",
  forcedUsers: "被强制的用户",
  state: "状态",
  publishTime: "发布时间",
  value: "值",
};

/** Fields that say one of a few words. */
const WORDS: Record<string, Record<string, string>> = {
  role: ROLE_NAMES,
  // Of the setting that says which roles need a second step.
  value: ROLE_NAMES,
  verdict: { dismiss: "驳回", act: "处理" },
};

export const fieldName = (field: string): string => FIELDS[field] ?? field;

const actionText = (action: unknown): string => {
  const { kind, hours } = action as { kind: string; hours?: number | null };
  if (hours === undefined) return penaltyName(kind);
  return `${penaltyName(kind)}（${hours === null ? "永久" : `${hours}小时`}）`;
};

/** A value of a field, as a person reads it. @param about the kind of target that it is of */
export function valueText(field: string, value: unknown, about: string | null): string {
  if (value === null || value === "") return "无";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "number" && /(Until|Time)$/.test(field)) return momentText(value);
  if (field === "status" && typeof value === "number") {
    if (about === "user") return STATE_WORDS[value]?.name ?? String(value);
    if (about === "case") return CASE_STATUS_NAMES[value] ?? String(value);
  }
  if (field === "actions" && Array.isArray(value)) return value.map(actionText).join("、") || "无";
  if (typeof value === "string") return WORDS[field]?.[value] ?? value;
  if (Array.isArray(value) && value.every((one) => typeof one === "string"))
    return value.map((one) => WORDS[field]?.[one] ?? one).join("、") || "无";
  return JSON.stringify(value, null, 1);
}
