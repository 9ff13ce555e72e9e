import type { Metadata } from "next";
import { Staff } from "../../../features/staff/staff";

export const metadata: Metadata = { title: "员工账号" };

export default function Page() {
  return <Staff />;
}
