import type { RoomRole } from "@chaoqer/contract/enums";
import { type LogCtx, type LoggedEntry, readLog } from "./log";
import { RESUME_MAX } from "./rules";

/** What a member has missed who was in the room all the time. */
export interface Missed {
  /** The number that they had. */
  after: number;
  /** The number of the last change. */
  seq: number;
  /** The role that they had then. */
  role: RoomRole;
  /** Every change since, what is not for them included. */
  entries: LoggedEntry[];
}

/** Whether a change is that somebody came or went. */
const movedBy = (uid: string, { frame }: LoggedEntry["entry"]) => frame.event === "connection" && frame.sender === uid;

/** The role somebody had before these changes; undefined if they do not say. */
function roleBefore(uid: string, now: RoomRole, entries: readonly LoggedEntry[]): RoomRole | undefined {
  const first = entries.find(({ entry: { frame } }) => frame.event === "role" && frame.data === uid);
  return first ? first.entry.was : now;
}

/**
 * Reads what a member of a locked room has missed since a number that they name.
 * @returns undefined if the log does not tell: it has been cut, the number is none of this room's, it is too much, or
 *   they have been away in between
 */
export async function readMissed(
  tx: LogCtx,
  { roomId, uid, role: now, after, seq }: { roomId: string; uid: string; role: RoomRole; after: number; seq: number },
): Promise<Missed | undefined> {
  const total = seq - after;
  // Their own return is the last change, so nobody knows of it yet.
  if (total < 1 || total > RESUME_MAX) return undefined;
  const entries = await readLog(tx, roomId, after);
  if (entries.length !== total || entries.some(({ entry }) => movedBy(uid, entry))) return undefined;
  const role = roleBefore(uid, now, entries);
  return role === undefined ? undefined : { after, seq, role, entries };
}
