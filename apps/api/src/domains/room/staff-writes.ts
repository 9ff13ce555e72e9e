import { OriginPushType, RoomRole } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { NoticeText } from "@chaoqer/contract/staff/actions";
import type { StaffWriteCtx } from "../../trpc/context";
import { addMessage } from "../message/writes";
import { closeRoom } from "./presence";

/** What staff do to rooms; the caller's transaction is the audited one. */

/** Closes a room. @returns whether it was open */
export async function closeRoomAsStaff(ctx: StaffWriteCtx, roomId: string, reason: string): Promise<boolean> {
  const closed = await closeRoom(ctx, roomId, "staff");
  if (closed) ctx.audit.record({ action: "room.close", targetType: "room", targetId: roomId, reason });
  return closed;
}

/** Closes every room that the user hosts. @returns the rooms closed */
export async function closeHostedRooms(ctx: StaffWriteCtx, uid: string, reason: string): Promise<string[]> {
  const where = { uid, role: RoomRole.host, leftTime: null };
  // In one order for all, so that two such calls do not wait for each other.
  const hosted = await ctx.db.roomMember.findMany({ where, select: { roomId: true }, orderBy: { roomId: "asc" } });
  const closed: string[] = [];
  for (const { roomId } of hosted) if (await closeRoomAsStaff(ctx, roomId, reason)) closed.push(roomId);
  return closed;
}

/** Takes a room's name away. @returns the name it had @throws DomainError roomUnknown */
export async function resetRoomName(ctx: StaffWriteCtx, roomId: string, reason: string): Promise<string> {
  const room = await ctx.db.room.findUnique({ where: { roomId }, select: { name: true } });
  if (!room) throw new DomainError("roomUnknown");
  await ctx.db.room.update({ where: { roomId }, data: { name: "" }, select: { roomId: true } });
  const change = { before: { name: room.name }, after: { name: "" } };
  ctx.audit.record({ action: "room.reset", targetType: "room", targetId: roomId, reason, ...change });
  return room.name;
}

/** Gives a room its name back, unless it has another by now. @returns whether it has it */
export async function restoreRoomName(ctx: StaffWriteCtx, roomId: string, name: string): Promise<boolean> {
  const { count } = await ctx.db.room.updateMany({ where: { roomId, name: "" }, data: { name } });
  return count > 0;
}

/** Closes a room and tells its creator. @throws DomainError roomUnknown (also: closed) */
export async function endRoom(
  ctx: StaffWriteCtx,
  { roomId, reason, notice }: { roomId: string; reason: string; notice?: NoticeText | undefined },
): Promise<void> {
  if (!(await closeRoomAsStaff(ctx, roomId, reason))) throw new DomainError("roomUnknown");
  const { uid } = await ctx.db.room.findUniqueOrThrow({ where: { roomId }, select: { uid: true } });
  if (notice) await addMessage(ctx, { uid, originPushType: OriginPushType.official, ...notice, url: "" });
}
