import type { Metadata } from "next";
import { Inbox } from "../../../features/feedback/inbox";

export const metadata: Metadata = { title: "反馈" };

export default function Page() {
  return <Inbox />;
}
