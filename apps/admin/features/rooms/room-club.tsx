import type { StaffRoom } from "@chaoqer/contract/staff/places";
import Link from "next/link";

/** The club that a room belongs to, with a way to it. */
export function RoomClub({ room: { clubId, clubName } }: { room: Pick<StaffRoom, "clubId" | "clubName"> }) {
  return clubId ? <Link href={`/clubs/${clubId}`}>{clubName}</Link> : "—";
}
