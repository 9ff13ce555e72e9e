import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Setup } from "../../features/account/setup";
import { ApiAway } from "../../features/frame/api-away";
import { currentStaff } from "../../lib/auth/current";
import { loginPath, returnPath } from "../../lib/auth/return-path";

export const metadata: Metadata = { title: "开始之前" };

type Props = { searchParams: Promise<{ from?: string | string[] }> };

/** What an account needs before it may work: a password of its own, a second step. */
export default async function Page({ searchParams }: Props) {
  const { from } = await searchParams;
  const to = returnPath(typeof from === "string" ? from : undefined);
  const current = await currentStaff();
  if (current.kind === "away") return <ApiAway />;
  if (current.kind !== "staff") redirect(loginPath(to, current.kind === "ended" ? "ended" : undefined));
  if (current.me.stage === "ready") redirect(to);
  return <Setup stage={current.me.stage} displayName={current.me.displayName} />;
}
