import type { Metadata } from "next";
import { Clubs } from "../../../features/clubs/clubs";

export const metadata: Metadata = { title: "圈子" };

export default function Page() {
  return <Clubs />;
}
