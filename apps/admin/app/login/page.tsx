import type { Metadata } from "next";
import { Login } from "../../features/login/login";
import { returnPath } from "../../lib/auth/return-path";

export const metadata: Metadata = { title: "登录" };

type Props = { searchParams: Promise<{ from?: string | string[]; why?: string | string[] }> };

export default async function Page({ searchParams }: Props) {
  const { from, why } = await searchParams;
  return <Login to={returnPath(typeof from === "string" ? from : undefined)} ended={why === "ended"} />;
}
