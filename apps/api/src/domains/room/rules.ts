import { RoomRole } from "@chaoqer/contract/enums";

/** Pure rules of rooms (docs/api/room.md). Times in milliseconds. */

/** How long a token call keeps its caller in the room. */
export const TOKEN_LEASE_MS = 3 * 3_600_000;
/** How long a new room waits for its creator's first token call. */
export const CREATOR_LEASE_MS = 10 * 60_000;
/** How long an invite of the same person by the same member brings no second message. */
export const INVITE_QUIET_MS = 10 * 60_000;
/** How long a shared snapshot is kept. */
export const CACHE_TTL_MS = 30 * 86_400_000;

/** Why a room closed: a host did it, nobody was left to host, staff did it, its club was dissolved. */
export type CloseReason = "host" | "empty" | "staff" | "club";

export const after = (now: Date, ms: number) => new Date(now.getTime() + ms);

/** The role in which somebody enters who is not in the room. */
export function entryRole({ creator, hosts }: { creator: boolean; hosts: number }): RoomRole {
  return creator && hosts === 0 ? RoomRole.host : RoomRole.audience;
}

/** What an invite's message says the room is. */
export function inviteContent({ name, creator }: { name: string; creator: string }): string {
  return name === "" ? `${creator}创建的活动` : name;
}
