"use client";

import type { StaffMe } from "@chaoqer/contract/staff/auth";
import type { StaffRole } from "@chaoqer/contract/staff/common";
import { createContext, type ReactNode, useContext } from "react";
import { mayEnter, sectionOf } from "./sections";

const Me = createContext<StaffMe | null>(null);

export const ROLE_NAMES: Record<StaffRole, string> = { admin: "管理员", moderator: "审核员", operator: "运营" };

export function MeProvider({ me, children }: { me: StaffMe; children: ReactNode }) {
  return <Me value={me}>{children}</Me>;
}

/** Who is at the console. */
export function useMe(): StaffMe {
  const me = useContext(Me);
  if (!me) throw new Error("useMe: outside the console's frame");
  return me;
}

/** Whether one's role opens the section of a path; a link to another would lead nowhere. */
export function useMayEnter(path: string): boolean {
  const { role } = useMe();
  const section = sectionOf(path);
  return section !== undefined && mayEnter(role, section);
}
