"use client";

import { Breadcrumb, Button, Dropdown, Flex, Tag } from "antd";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import styles from "./frame.module.css";
import { useHelp } from "./help";
import { useLogout } from "./logout";
import { ROLE_NAMES, useMe } from "./me";
import { sectionOf } from "./sections";
import { useTheme } from "./theme";

/** Where one is, who one is, and what is not about the page. */
export function Topbar() {
  const me = useMe();
  const router = useRouter();
  const theme = useTheme();
  const help = useHelp();
  const logout = useLogout();
  const items = [
    { key: "account", label: "我的账号", onClick: () => router.push("/account") },
    { key: "logout", label: "退出登录", onClick: logout },
  ];
  return (
    <header className={styles.top}>
      <Crumbs />
      <Flex align="center" gap={4}>
        <Button type="text" onClick={help.open} aria-keyshortcuts="?">
          快捷键 ?
        </Button>
        <Button type="text" onClick={theme.toggle}>
          {theme.name === "dark" ? "浅色" : "深色"}
        </Button>
        <Dropdown menu={{ items }} trigger={["click"]}>
          <Button type="text">
            {me.displayName}
            <Tag style={{ marginInlineEnd: 0 }}>{ROLE_NAMES[me.role]}</Tag>
          </Button>
        </Dropdown>
      </Flex>
    </header>
  );
}

/** Pages that are no section and show no single thing. */
const NAMED: Record<string, string> = { "/account": "我的账号", "/feedback/replies": "常用回复" };

function Crumbs() {
  const path = usePathname();
  const section = sectionOf(path);
  const inside = section && path !== section.path;
  const last = NAMED[path] ?? (inside ? "详情" : undefined);
  const items = [
    { title: <Link href="/">首页</Link> },
    ...(section ? [{ title: inside ? <Link href={section.path}>{section.label}</Link> : section.label }] : []),
    ...(last ? [{ title: last }] : []),
  ];
  return <Breadcrumb items={items} />;
}
