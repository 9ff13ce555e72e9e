import type { Metadata } from "next";
import { Events } from "../../../features/events/events";

export const metadata: Metadata = { title: "日程" };

export default function Page() {
  return <Events />;
}
