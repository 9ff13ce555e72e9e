import { AccountState, RoomRole } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { roomVisible } from "@chaoqer/db/views/room";
import { holds } from "../account/rules";
import { append } from "./log";
import type { RoomCtx } from "./presence";
import { after, entryRole, HELD, TOKEN_LEASE_MS } from "./rules";
import { readMember } from "./state";

/** What a user is to a room. */
export interface Standing {
  creator: boolean;
  inviteOnly: boolean;
  /** Whether the caller may know of the room. */
  visible: boolean;
  /** The caller's role; null when they are not in the room. */
  role: RoomRole | null;
  hosts: number;
  /** Whether one of the hosts has blocked the caller. */
  blocked: boolean;
  /** Whether a host has put the caller out, and the time is not over. */
  banned: boolean;
  /** The caller's connection to the room channel, if there is one. */
  connectionId: string | null;
}

/** What a user is to a room that is locked and settled, where whoever has not left is there. */
export async function standingOf(tx: RoomCtx, uid: string, roomId: string): Promise<Standing> {
  const now = tx.clock.now();
  const [standing] = await tx.db.$queryRaw<Standing[]>`
    SELECT r.uid = ${uid} AS creator, r.invite_only AS "inviteOnly",
      ${roomVisible(uid, now)} AS visible, me.role, me.connection_id AS "connectionId", h.hosts, h.blocked,
      EXISTS (SELECT 1 FROM room_bans b WHERE b.room_id = r.room_id AND b.uid = ${uid} AND b.until > ${now}) AS banned
    FROM rooms r
    LEFT JOIN room_members me ON me.room_id = r.room_id AND me.uid = ${uid} AND me.left_time IS NULL
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS hosts, coalesce(bool_or(b.uid IS NOT NULL), FALSE) AS blocked
      FROM room_members m LEFT JOIN blocks b ON b.uid = m.uid AND b.blocked_uid = ${uid}
      WHERE m.room_id = r.room_id AND m.role = ${RoomRole.host} AND m.left_time IS NULL
    ) h
    WHERE r.room_id = ${roomId}`;
  if (!standing) throw new DomainError("roomUnknown");
  return standing;
}

/**
 * Holds the account of somebody who is about to enter a room, before the room is locked: whoever freezes it meanwhile
 * finds them in the room or keeps them from it. @throws DomainError unauthorized (frozen or deleted by now)
 */
export async function holdEntrant(tx: RoomCtx, uid: string): Promise<void> {
  const [account] = await tx.db.$queryRaw<{ status: number; frozenUntil: Date | null }[]>`
    SELECT status::int, frozen_until AS "frozenUntil" FROM accounts WHERE uid = ${uid} FOR SHARE`;
  const frozen = account?.status === AccountState.frozen && holds(account.frozenUntil, tx.clock.now());
  if (!account || frozen || account.status === AccountState.deleted) throw new DomainError("unauthorized");
}

/** Checks that a user may be in a locked, settled room. @throws DomainError roomUnknown, roomBlocked */
export async function mayEnter(tx: RoomCtx, uid: string, roomId: string): Promise<Standing> {
  const standing = await standingOf(tx, uid, roomId);
  if (!standing.visible && !standing.inviteOnly) throw new DomainError("roomUnknown");
  if (!standing.visible) throw new DomainError("roomBlocked", "无法加入此活动(需要受邀才能加入)");
  if (standing.blocked) throw new DomainError("roomBlocked");
  if (standing.banned) throw new DomainError("roomBlocked", "无法加入此活动(你已被移出)");
  return standing;
}

/** A connection to the room channel, and the process that holds it. */
export interface Holder {
  connectionId: string;
  processId: string;
}

/** Keeps a member in the room: by a token for a while, by a connection for as long as that lives. */
async function stay(tx: RoomCtx, uid: string, roomId: string, holder?: Holder): Promise<void> {
  // Who has a connection keeps its epoch: a token beside it must not void what the connection sends.
  if (!holder)
    await tx.db.$executeRaw`
      UPDATE room_members SET lease_until = greatest(lease_until, ${after(tx.clock.now(), TOKEN_LEASE_MS)}),
        epoch = epoch + (process_id IS NULL)::int, dropped_at = NULL
      WHERE room_id = ${roomId} AND uid = ${uid}`;
  else
    await tx.db.$executeRaw`
      UPDATE room_members SET lease_until = ${HELD}, epoch = epoch + 1, connection_id = ${holder.connectionId},
        process_id = ${holder.processId}, dropped_at = NULL
      WHERE room_id = ${roomId} AND uid = ${uid}`;
}

/** Puts a user into a locked, settled room, or keeps them in it; who was here before keeps their ruid. */
export async function enter(
  tx: RoomCtx,
  uid: string,
  roomId: string,
  standing: Standing,
  holder?: Holder,
): Promise<void> {
  if (standing.role !== null) return stay(tx, uid, roomId, holder);
  const now = tx.clock.now();
  const leaseUntil = holder ? HELD : after(now, TOKEN_LEASE_MS);
  await tx.db.$executeRaw`
    INSERT INTO room_members AS m (room_id, uid, role, ruid, join_time, lease_until, connection_id, process_id)
    SELECT ${roomId}, ${uid}, ${entryRole(standing)}::smallint, coalesce(max(o.ruid), 0) + 1, ${now}::timestamptz,
      ${leaseUntil}::timestamptz, ${holder?.connectionId}::text, ${holder?.processId}::text
    FROM room_members o WHERE o.room_id = ${roomId}
    ON CONFLICT (room_id, uid) DO UPDATE SET role = excluded.role, join_time = excluded.join_time,
      lease_until = excluded.lease_until, left_time = NULL, epoch = m.epoch + 1, muted = FALSE, tool = NULL,
      tool_data = NULL, tool_until = NULL, hand_time = NULL, invited_time = NULL,
      connection_id = excluded.connection_id, process_id = excluded.process_id, dropped_at = NULL`;
  const member = await readMember(tx, roomId, uid);
  await append(tx, roomId, [
    { frame: { event: "connection", sender: uid, action: "join", data: member }, except: uid },
  ]);
}
