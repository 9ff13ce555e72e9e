import type { Metadata } from "next";
import { Users } from "../../../features/users/users";

export const metadata: Metadata = { title: "用户" };

export default function Page() {
  return <Users />;
}
