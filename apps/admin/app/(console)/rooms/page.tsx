import type { Metadata } from "next";
import { Rooms } from "../../../features/rooms/rooms";

export const metadata: Metadata = { title: "活动" };

export default function Page() {
  return <Rooms />;
}
