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

/** How long a dropped connection's user keeps place and role. */
export const GRACE_MS = 30_000;
/** How long an icon is shown. */
export const ICON_MS = 15_000;
/** How long a browser has to use its ticket. */
export const TICKET_TTL_MS = 60_000;
/** An api process without a heartbeat for as long is dead. */
export const PROCESS_DEAD_MS = 10_000;
/** How long changes stay in a room's log. */
export const LOG_TTL_MS = 3_600_000;
/** Changes that somebody who comes back is told one by one; who missed more gets the whole state. */
export const RESUME_MAX = 1000;
/** Pins that a room may have. */
export const PINS = 20;
/** The lease of somebody whom a connection holds in the room: no end of its own. */
export const HELD = new Date("9999-12-31T00:00:00Z");

const { audience, speaker, host } = RoomRole;

/**
 * What each role may do over the room channel, by event and action. `target`: the roles of those it may be done to,
 * where it is done to somebody. Doing it to oneself is `self`.
 */
export const PERMISSIONS = {
  "connection/leave": { by: [audience, speaker, host] },
  "invite/request": { by: [audience] },
  "invite/cancel": { by: [audience] },
  "invite/response": { by: [host], target: [audience] },
  "role/0": { by: [host], target: [speaker, host], self: [speaker, host] },
  "role/1": { by: [], target: [], self: [audience] },
  "role/2": { by: [host], target: [speaker] },
  "mute/0": { by: [host], target: [speaker, host] },
  "mute/1": { by: [host], target: [speaker, host] },
  "tool/icon": { by: [speaker, host] },
  "tool/image": { by: [speaker, host] },
  "tool/link": { by: [speaker, host] },
  "tool/clear": { by: [speaker, host] },
  "pin/add": { by: [host] },
  "pin/remove": { by: [host] },
  "live/open": { by: [host] },
  "live/close": { by: [host] },
  "live/up": { by: [speaker, host] },
  "live/down": { by: [host], target: [speaker, host], self: [speaker, host] },
  kick: { by: [host], target: [audience, speaker] },
} as const satisfies Record<string, { by: RoomRole[]; target?: RoomRole[]; self?: RoomRole[] }>;
export type Permission = keyof typeof PERMISSIONS;

/**
 * Whether somebody may do this.
 * @param target role of whom it is done to; undefined where it is done to nobody who is there.
 */
export function mayDo(name: Permission, role: RoomRole, target?: RoomRole, self = false): boolean {
  const rule: { by: readonly RoomRole[]; target?: readonly RoomRole[]; self?: readonly RoomRole[] } = PERMISSIONS[name];
  if (self) return (rule.self ?? []).includes(role);
  return rule.by.includes(role) && (target === undefined || !rule.target || rule.target.includes(target));
}
