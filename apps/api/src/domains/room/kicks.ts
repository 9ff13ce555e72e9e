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
  // What an earlier kick said holds as long as that said, in sound too.
  if (minutes > 0)
    await tx.db.$executeRaw`
      INSERT INTO room_bans AS b (room_id, uid, by_uid, until, create_time)
      VALUES (${roomId}, ${uid}, ${me.uid}, ${after(now, minutes * 60_000)}, ${now})
      ON CONFLICT (room_id, uid) DO UPDATE
        SET by_uid = excluded.by_uid, until = excluded.until, create_time = excluded.create_time
        WHERE b.until < excluded.until`;
  await takeOut(tx, roomId, uid, "kicked");
  await tx.queue.send(tx, "agora-kick", { cname: roomId, uid: member.ruid, minutes });
  return [];
}
