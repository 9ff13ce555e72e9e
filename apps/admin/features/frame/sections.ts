import type { StaffRole } from "@chaoqer/contract/staff/common";

/** A part of the console: where it is, and who besides admins works in it (docs/staff.md). */
export interface Section {
  path: string;
  label: string;
  group: string;
  roles: readonly StaffRole[];
}

const MODERATORS = ["moderator"] as const;
const OPERATORS = ["operator"] as const;
const ADMINS = [] as const;

export const SECTIONS: readonly Section[] = [
  { path: "/reports", label: "投诉", group: "社区", roles: MODERATORS },
  { path: "/users", label: "用户", group: "社区", roles: MODERATORS },
  { path: "/rooms", label: "活动", group: "社区", roles: MODERATORS },
  { path: "/clubs", label: "圈子", group: "社区", roles: MODERATORS },
  { path: "/events", label: "日程", group: "社区", roles: MODERATORS },
  { path: "/feedback", label: "反馈", group: "运营", roles: OPERATORS },
  { path: "/versions", label: "版本", group: "运营", roles: OPERATORS },
  { path: "/notices", label: "通知", group: "运营", roles: OPERATORS },
  { path: "/audit", label: "操作日志", group: "管理", roles: ADMINS },
  { path: "/staff", label: "员工账号", group: "管理", roles: ADMINS },
];

/** The section that a path lies in. */
export const sectionOf = (path: string): Section | undefined =>
  SECTIONS.find((section) => path === section.path || path.startsWith(`${section.path}/`));

export const mayEnter = (role: StaffRole, { roles }: Section): boolean => role === "admin" || roles.includes(role);

/** What a role works with, by group. */
export function groupsOf(role: StaffRole): { group: string; sections: Section[] }[] {
  const open = SECTIONS.filter((section) => mayEnter(role, section));
  const groups = [...new Set(open.map(({ group }) => group))];
  return groups.map((group) => ({ group, sections: open.filter((section) => section.group === group) }));
}
