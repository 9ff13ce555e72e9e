import type { Metadata } from "next";
import { Account } from "../../../features/account/account";

export const metadata: Metadata = { title: "我的账号" };

export default function Page() {
  return <Account />;
}
