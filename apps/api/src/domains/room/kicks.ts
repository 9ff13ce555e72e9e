import { DomainError } from "@chaoqer/contract/errors";
import type { Act } from "./acts";
import type { Entry } from "./log";
import { type RoomCtx, takeOut } from "./presence";
import { after } from "./rules";

/**
 * Puts somebody out of the room, in sound too, and keeps them out for a time; also who has left by now.
 * @throws DomainError refused (never was in the room)
 */
export async function kick(
  tx: RoomCtx,
  { roomId, me }: Act,
  { uid, minutes }: { uid: string; minutes: number },
): Promise<Entry[]> {
  const where = { roomId_uid: { roomId, uid } };
  const member = await tx.db.roomMember.findUnique({ where, select: { ruid: true } });
  if (!member) throw new DomainError("refused", "对方不在活动中");
  const now = tx.clock.now();
  const ban = { byUid: me.uid, until: after(now, minutes * 60_000), createTime: now };
  if (minutes > 0)
    await tx.db.roomBan.upsert({ where, create: { roomId, uid, ...ban }, update: ban, select: { uid: true } });
  await takeOut(tx, roomId, uid, "kicked");
  await tx.queue.send(tx, "agora-kick", { cname: roomId, uid: member.ruid, minutes });
  return [];
}
