import type { Metadata } from "next";
import { Queue } from "../../../features/reports/queue";

export const metadata: Metadata = { title: "投诉" };

export default function Page() {
  return <Queue />;
}
