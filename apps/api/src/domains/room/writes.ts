import { RoomRole } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { ID } from "@chaoqer/contract/fields";
import type { RoomResult } from "@chaoqer/contract/room";
import { inTransaction } from "@chaoqer/db/tx";
import { roomVisible } from "@chaoqer/db/views/room";
import type { UserCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { mustBeMember } from "../club/reads";
import { collectLinks } from "../link/writes";
import { closeRoom, lockOpenRoom, type RoomCtx } from "./presence";
import { getRoom } from "./reads";
import { after, CREATOR_LEASE_MS, entryRole, TOKEN_LEASE_MS } from "./rules";

export interface NewRoom {
  /** The creator, who becomes its host. */
  uid: string;
  name: string;
  /** Null for a room that belongs to no club. */
  clubId: string | null;
  inviteOnly: boolean;
}

/** Makes a room with its creator as host, in the caller's transaction. @returns its id */
export async function openRoom(ctx: RoomCtx, { uid, name, clubId, inviteOnly }: NewRoom): Promise<string> {
  const roomId = newId();
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const leaseUntil = after(now, CREATOR_LEASE_MS);
    const host = { uid, role: RoomRole.host, ruid: 1, joinTime: now, leaseUntil };
    await tx.db.room.create({
      data: { roomId, uid, name, clubId, inviteOnly, createTime: now, members: { create: host } },
      select: { roomId: true },
    });
    await tx.queue.send(tx, "room-settle", { roomId }, { startAfter: leaseUntil });
    if (name) await collectLinks(tx, name);
    return roomId;
  });
}

/** Opens a room for everybody, for a club, or for those invited. @throws DomainError clubUnknown (not in the club) */
export async function createRoom(
  ctx: UserCtx,
  input: { name: string; clubId?: string | undefined; inviteOnly: 0 | 1 },
): Promise<RoomResult> {
  const { uid } = ctx.actor;
  const inviteOnly = input.inviteOnly === 1;
  const clubId = inviteOnly ? null : input.clubId || null;
  return inTransaction(ctx, async (tx) => {
    if (clubId !== null && !ID.test(clubId)) throw new DomainError("clubUnknown");
    if (clubId !== null) await mustBeMember(tx, uid, clubId);
    const roomId = await openRoom(tx, { uid, name: input.name, clubId, inviteOnly });
    return getRoom(tx, uid, roomId);
  });
}

interface Standing {
  creator: boolean;
  inviteOnly: boolean;
  /** Whether the caller may know of the room. */
  visible: boolean;
  /** The caller's role; null when they are not in the room. */
  role: RoomRole | null;
  hosts: number;
  /** Whether one of the hosts has blocked the caller. */
  blocked: boolean;
}

/** What a user is to a room that is locked and settled, where whoever has not left is there. */
async function standingOf(tx: RoomCtx, uid: string, roomId: string): Promise<Standing> {
  const [standing] = await tx.db.$queryRaw<Standing[]>`
    SELECT r.uid = ${uid} AS creator, r.invite_only AS "inviteOnly",
      ${roomVisible(uid, tx.clock.now())} AS visible,
      (SELECT m.role FROM room_members m WHERE m.room_id = r.room_id AND m.uid = ${uid} AND m.left_time IS NULL) AS role,
      h.hosts, h.blocked
    FROM rooms r CROSS JOIN LATERAL (
      SELECT count(*)::int AS hosts, coalesce(bool_or(b.uid IS NOT NULL), FALSE) AS blocked
      FROM room_members m LEFT JOIN blocks b ON b.uid = m.uid AND b.blocked_uid = ${uid}
      WHERE m.room_id = r.room_id AND m.role = ${RoomRole.host} AND m.left_time IS NULL
    ) h
    WHERE r.room_id = ${roomId}`;
  if (!standing) throw new DomainError("roomUnknown");
  return standing;
}

/** Puts a user into a locked, settled room, or keeps them in it; who was here before keeps their ruid. */
async function enter(tx: RoomCtx, uid: string, roomId: string, standing: Standing): Promise<void> {
  const now = tx.clock.now();
  const leaseUntil = after(now, TOKEN_LEASE_MS);
  if (standing.role !== null) {
    await tx.db.$executeRaw`
      UPDATE room_members SET lease_until = greatest(lease_until, ${leaseUntil}), epoch = epoch + 1
      WHERE room_id = ${roomId} AND uid = ${uid}`;
    return;
  }
  await tx.db.$executeRaw`
    INSERT INTO room_members AS m (room_id, uid, role, ruid, join_time, lease_until)
    SELECT ${roomId}, ${uid}, ${entryRole(standing)}::smallint, coalesce(max(o.ruid), 0) + 1, ${now}::timestamptz,
      ${leaseUntil}::timestamptz
    FROM room_members o WHERE o.room_id = ${roomId}
    ON CONFLICT (room_id, uid) DO UPDATE SET role = excluded.role, join_time = excluded.join_time,
      lease_until = excluded.lease_until, left_time = NULL, epoch = m.epoch + 1, muted = FALSE, tool = NULL,
      tool_data = NULL, tool_until = NULL, hand_time = NULL, invited_time = NULL, connection_id = NULL,
      process_id = NULL, dropped_at = NULL, rtc_seq = NULL`;
}

/**
 * Makes the caller a member of the room, or keeps them one, and gives them a token for its voice channel.
 * @throws DomainError roomUnknown (closed, or another club's), roomBlocked (by a host, or private without an invite)
 */
export async function joinRoom(
  ctx: UserCtx,
  { roomId }: { roomId: string },
): Promise<{ roomId: string; token: string }> {
  const { uid } = ctx.actor;
  return inTransaction(ctx, async (tx) => {
    await lockOpenRoom(tx, roomId);
    const standing = await standingOf(tx, uid, roomId);
    if (!standing.visible && !standing.inviteOnly) throw new DomainError("roomUnknown");
    if (!standing.visible) throw new DomainError("roomBlocked", "无法加入此活动(需要受邀才能加入)");
    if (standing.blocked) throw new DomainError("roomBlocked");
    await enter(tx, uid, roomId, standing);
    return { roomId, token: tx.providers.rtc.token(roomId, tx.clock.now()) };
  });
}

/** Closes the room; for its hosts. @throws DomainError roomUnknown (cannot see it), forbidden (sees it, no host) */
export async function closeAsHost(ctx: UserCtx, { roomId }: { roomId: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockOpenRoom(tx, roomId);
    const { visible, role } = await standingOf(tx, ctx.actor.uid, roomId);
    if (!visible) throw new DomainError("roomUnknown");
    if (role !== RoomRole.host) throw new DomainError("forbidden");
    await closeRoom(tx, roomId, "host");
  });
}
