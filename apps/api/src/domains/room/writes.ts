import { RoomRole } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { ID } from "@chaoqer/contract/fields";
import type { RoomResult } from "@chaoqer/contract/room";
import { inTransaction } from "@chaoqer/db/tx";
import type { UserCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { mustBeMember } from "../club/reads";
import { collectLinks } from "../link/writes";
import { enter, holdEntrant, mayEnter, standingOf } from "./entry";
import { closeRoom, lockOpenRoom, type RoomCtx } from "./presence";
import { getRoom } from "./reads";
import { after, CREATOR_LEASE_MS } from "./rules";

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
    await holdEntrant(tx, uid);
    await lockOpenRoom(tx, roomId);
    const standing = await mayEnter(tx, uid, roomId);
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
