import type { ClientFrame } from "@chaoqer/contract/channel";
import { AccountState, type RoomRole } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { inTransaction } from "@chaoqer/db/tx";
import { holds } from "../account/rules";
import type { Connected } from "./connections";
import { kick } from "./kicks";
import { append, type Entry } from "./log";
import { lockOpenRoom, type RoomCtx, settle } from "./presence";
import { mayDo, type Permission } from "./rules";
import { closeLive, openLive, pinAdd, pinRemove, show, stepDown, stepUp } from "./shows";
import { invite, lowerHand, mute, raiseHand, setRole } from "./stage";

/** The frames that change a room; the others are the connection's own matter. */
export type ActFrame = Exclude<ClientFrame, { event: "heartbeat" | "connection" }>;

/** Somebody who is in the room. */
export interface Member {
  uid: string;
  role: RoomRole;
  ruid: number;
  invitedTime: Date | null;
  handTime: Date | null;
}

/** What an act works with. The room is locked and settled. */
export interface Act {
  roomId: string;
  me: Member;
  /** Whom it is done to, if it is done to somebody; null: they are not in the room. */
  target: Member | null;
}

interface Row extends Member {
  connectionId: string | null;
  status: number;
  limitedUntil: Date | null;
}

async function findMembers(tx: RoomCtx, roomId: string, uids: string[]): Promise<Row[]> {
  return tx.db.$queryRaw<Row[]>`
    SELECT m.uid, m.role, m.ruid, m.invited_time AS "invitedTime", m.hand_time AS "handTime",
      m.connection_id AS "connectionId", a.status, a.limited_until AS "limitedUntil"
    FROM room_members m JOIN accounts a ON a.uid = m.uid
    WHERE m.room_id = ${roomId} AND m.uid = ANY(${uids}::text[]) AND m.left_time IS NULL`;
}

/** The uid that a frame is about, where it is about somebody. */
function targetOf(frame: ActFrame): string | undefined {
  if (frame.event === "role" || frame.event === "mute") return frame.data;
  if (frame.event === "kick") return frame.data.uid;
  if (frame.event === "invite" && frame.action === "response") return frame.data;
  if (frame.event === "live" && frame.action === "down") return frame.data ?? frame.sender;
  return undefined;
}

const permissionOf = (frame: ActFrame) =>
  (frame.event === "kick" ? "kick" : `${frame.event}/${frame.action}`) as Permission;

async function perform(tx: RoomCtx, act: Act, frame: ActFrame): Promise<Entry[]> {
  switch (frame.event) {
    case "invite":
      if (frame.action === "request") return raiseHand(tx, act);
      return frame.action === "cancel" ? lowerHand(tx, act) : invite(tx, act);
    case "role":
      return setRole(tx, act, frame.action);
    case "mute":
      return mute(tx, act, frame.action === 1);
    case "tool":
      return show(tx, act, frame.action, frame.action === "clear" ? undefined : frame.data);
    case "pin":
      return frame.action === "add" ? pinAdd(tx, act, frame.data) : pinRemove(tx, act, frame.data);
    case "live":
      if (frame.action === "open") return openLive(tx, act, frame.data ?? null);
      if (frame.action === "close") return closeLive(tx, act);
      return frame.action === "up" ? stepUp(tx, act) : stepDown(tx, act);
    case "kick":
      return kick(tx, act, frame.data);
  }
}

/**
 * Does what a connection's frame asks for, and logs it, in one transaction.
 * @throws DomainError roomUnknown, forbidden (not their place to), unauthorized (another connection has taken over),
 *   refused (its message says why)
 */
export async function act(ctx: RoomCtx, by: Connected, frame: ActFrame): Promise<void> {
  const { roomId, uid } = by;
  await inTransaction(ctx, async (tx) => {
    await lockOpenRoom(tx, roomId);
    const about = targetOf(frame);
    const rows = await findMembers(tx, roomId, about ? [uid, about] : [uid]);
    const me = rows.find((row) => row.uid === uid);
    if (!me || me.connectionId !== by.connectionId) throw new DomainError("unauthorized");
    if (me.status === AccountState.limited && holds(me.limitedUntil, tx.clock.now()))
      throw new DomainError("forbidden");
    const target = about === undefined ? undefined : (rows.find((row) => row.uid === about) ?? null);
    if (!mayDo(permissionOf(frame), me.role, target?.role, about === uid)) throw new DomainError("forbidden");
    if (target === null && frame.event !== "kick") throw new DomainError("refused", "对方不在活动中");
    const entries = await perform(tx, { roomId, me, target: target ?? null }, frame);
    if (entries.length > 0) await append(tx, roomId, entries);
    // Where the last host stepped down, a speaker takes over.
    if (frame.event === "role") await settle(tx, roomId);
  });
}
