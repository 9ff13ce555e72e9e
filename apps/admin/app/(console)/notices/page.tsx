import type { Metadata } from "next";
import { Notices } from "../../../features/notices/notices";

export const metadata: Metadata = { title: "通知" };

export default function Page() {
  return <Notices />;
}
