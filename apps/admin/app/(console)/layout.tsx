import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ApiAway } from "../../features/frame/api-away";
import { Console } from "../../features/frame/console";
import { currentStaff } from "../../lib/auth/current";
import { loginPath } from "../../lib/auth/return-path";
import { PATH_HEADER } from "../../proxy";

export default async function Layout({ children }: { children: ReactNode }) {
  const path = (await headers()).get(PATH_HEADER) ?? "/";
  const current = await currentStaff();
  if (current.kind === "away") return <ApiAway />;
  if (current.kind !== "staff") redirect(loginPath(path, current.kind === "ended" ? "ended" : undefined));
  if (current.me.stage !== "ready") redirect(`/setup?${new URLSearchParams({ from: path })}`);
  return <Console me={current.me}>{children}</Console>;
}
