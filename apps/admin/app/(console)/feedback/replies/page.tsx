import type { Metadata } from "next";
import { Replies } from "../../../../features/feedback/replies";

export const metadata: Metadata = { title: "常用回复" };

export default function Page() {
  return <Replies />;
}
