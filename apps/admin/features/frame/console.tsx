"use client";

import type { StaffMe } from "@chaoqer/contract/staff/auth";
import { Result } from "antd";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import styles from "./frame.module.css";
import { HelpProvider } from "./help";
import { MeProvider, ROLE_NAMES, useMe } from "./me";
import { mayEnter, sectionOf } from "./sections";
import { ShortcutsProvider } from "./shortcuts";
import { Sidebar } from "./sidebar";
import { Topbar } from "./topbar";

/** The frame around every page of the console. */
export function Console({ me, children }: { me: StaffMe; children: ReactNode }) {
  return (
    <MeProvider me={me}>
      <ShortcutsProvider>
        <HelpProvider>
          <div className={styles.frame}>
            <Sidebar />
            <div className={styles.main}>
              <Topbar />
              <main className={styles.content}>
                <ForRole>{children}</ForRole>
              </main>
            </div>
          </div>
        </HelpProvider>
      </ShortcutsProvider>
    </MeProvider>
  );
}

/** Says so where one's role may not work; the api refuses the calls in any case. */
function ForRole({ children }: { children: ReactNode }) {
  const { role } = useMe();
  const section = sectionOf(usePathname());
  if (!section || mayEnter(role, section)) return children;
  return (
    <Result
      status="403"
      title={`“${section.label}”不对你开放`}
      subTitle={`你的角色是${ROLE_NAMES[role]}，没有这项权限。`}
    />
  );
}
