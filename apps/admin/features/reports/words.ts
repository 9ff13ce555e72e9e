import { OriginReportType, ReportReasonType } from "@chaoqer/contract/enums";
import type { PenaltyAction, PenaltyKind } from "@chaoqer/contract/staff/actions";
import { CASE_STATUS } from "@chaoqer/contract/staff/reports";

/** What reports and penalties are called. */

export const REASON_NAMES: Record<number, string> = {
  [ReportReasonType.illegal]: "违法",
  [ReportReasonType.porn]: "色情",
  [ReportReasonType.violence]: "暴力",
  [ReportReasonType.advertising]: "广告",
  [ReportReasonType.other]: "其他",
};

export const TARGET_NAMES: Record<number, string> = {
  [OriginReportType.user]: "用户",
  [OriginReportType.room]: "活动",
};

export const CASE_STATUS_NAMES: Record<number, string> = {
  [CASE_STATUS.open]: "待处理",
  [CASE_STATUS.acted]: "已处理",
  [CASE_STATUS.dismissed]: "已驳回",
};

export const PENALTY_NAMES: Record<PenaltyKind, string> = {
  warn: "警告",
  limit: "限制发布和互动",
  freeze: "冻结账号",
  lift: "解除现有处罚",
  reset_nickname: "重置昵称",
  reset_avatar: "重置头像",
  reset_bio: "清空简介",
  close_room: "关闭活动",
  reset_name: "清空活动名称",
};

/** What can be done about a user, and about a room as well. */
const USER_KINDS: readonly PenaltyKind[] = [
  "warn",
  "limit",
  "freeze",
  "lift",
  "reset_nickname",
  "reset_avatar",
  "reset_bio",
];
export const kindsFor = (rooms: boolean): readonly PenaltyKind[] =>
  rooms ? ["close_room", "reset_name", ...USER_KINDS] : USER_KINDS;

/** Lengths that are offered, in hours; 0 stands for "for good". */
export const LENGTHS = [
  { value: 24, label: "1天" },
  { value: 72, label: "3天" },
  { value: 168, label: "7天" },
  { value: 720, label: "30天" },
  { value: 4320, label: "180天" },
  { value: 0, label: "永久" },
];

/** What is chosen, and for how long, while it is chosen. Hours; 0: for good. */
export interface Choice {
  kinds: PenaltyKind[];
  limitHours: number;
  freezeHours: number;
}
export const FIRST_CHOICE: Choice = { kinds: [], limitHours: 72, freezeHours: 168 };

/** The chosen actions as the api takes them. */
export function actionsFor({ kinds, limitHours, freezeHours }: Choice): PenaltyAction[] {
  return kinds.map((kind) => {
    if (kind === "limit") return { kind, hours: limitHours || null };
    return kind === "freeze" ? { kind, hours: freezeHours || null } : { kind };
  });
}

export const penaltyName = (kind: string): string => (PENALTY_NAMES as Partial<Record<string, string>>)[kind] ?? kind;
