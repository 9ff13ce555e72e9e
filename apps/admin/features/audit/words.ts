import { AUDIT_ACTIONS } from "@chaoqer/contract/staff/audit";

/** Kinds of targets by what they are called, and where one is looked at. */
const TARGETS: Record<string, { name: string; path?: (id: string) => string }> = {
  staff: { name: "员工", path: (id) => `/staff?search=${id}` },
  setting: { name: "设置" },
  view: { name: "视图" },
  case: { name: "案件", path: (id) => `/reports/${id}` },
  user: { name: "用户", path: (id) => `/users/${id}` },
  room: { name: "活动", path: (id) => `/rooms/${id}` },
  club: { name: "圈子", path: (id) => `/clubs/${id}` },
  event: { name: "日程", path: (id) => `/events/${id}` },
  feedback: { name: "反馈", path: (id) => `/feedback/${id}` },
  reply: { name: "常用回复" },
  version: { name: "版本" },
  notice: { name: "通知" },
};

export const TARGET_OPTIONS = Object.entries(TARGETS).map(([value, { name }]) => ({ value, label: name }));
export const ACTION_OPTIONS = Object.entries(AUDIT_ACTIONS).map(([value, label]) => ({ value, label }));

export const actionName = (action: string): string =>
  (AUDIT_ACTIONS as Partial<Record<string, string>>)[action] ?? action;
export const targetName = (type: string): string => TARGETS[type]?.name ?? type;
export const targetPath = (type: string, id: string): string | undefined => TARGETS[type]?.path?.(id);
