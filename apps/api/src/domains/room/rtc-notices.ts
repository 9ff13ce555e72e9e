import { DomainError } from "@chaoqer/contract/errors";
import { inTransaction } from "@chaoqer/db/tx";
import { lockOpenRoom, type RoomCtx, takeOut } from "./presence";
import { FLAPPING, FLAPPING_MS, isFinal, isJoin, isLeave, isTest, RTC_PRODUCT, type RtcNotice } from "./rtc-rules";
import { after, GRACE_MS, TOKEN_LEASE_MS } from "./rules";

/** How long a notice is remembered, so that the same one again has no effect. */
const REMEMBER_MS = 86_400_000;

interface Listener {
  uid: string;
  /** When their token was given; from a connection's lease nothing can be told, and nothing needs to be. */
  enteredAt: Date;
  connected: boolean;
}

/** @returns whether this notice is told for the first time */
async function first(tx: RoomCtx, noticeId: string): Promise<boolean> {
  const expiresAt = after(tx.clock.now(), REMEMBER_MS);
  const { count } = await tx.db.requestGuard.createMany({
    data: { key: `agora-notice:${noticeId}`, expiresAt },
    skipDuplicates: true,
  });
  return count > 0;
}

/** Notes that this was told of the user. @returns whom it is about; undefined if something newer was told before */
async function newest(tx: RoomCtx, roomId: string, ruid: number, clientSeq: number): Promise<Listener | undefined> {
  const lease = TOKEN_LEASE_MS / 1000;
  const [row] = await tx.db.$queryRaw<Listener[]>`
    UPDATE room_members SET rtc_seq = ${clientSeq}::int8
    WHERE room_id = ${roomId} AND ruid = ${ruid} AND (rtc_seq IS NULL OR rtc_seq < ${clientSeq}::int8)
      AND left_time IS NULL
    RETURNING uid, greatest(join_time, lease_until - ${lease} * interval '1 second') AS "enteredAt",
      process_id IS NOT NULL AS connected`;
  return row;
}

/**
 * Takes in what Agora tells of who is in a room's sound. It says something of those without a room channel only: with
 * one, presence follows that. Late, repeated and overtaken notices have no effect.
 */
export async function takeNotice(ctx: RoomCtx, notice: RtcNotice): Promise<void> {
  const { eventType, payload } = notice;
  const { channelName: roomId, uid: ruid, clientSeq, ts, reason } = payload;
  if (notice.productId !== RTC_PRODUCT || isTest(notice)) return;
  if (!ruid || clientSeq === undefined || ts === undefined) return;
  await inTransaction(ctx, async (tx) => {
    if (!(await first(tx, notice.noticeId)) || !(await opened(tx, roomId))) return;
    const listener = await newest(tx, roomId, ruid, clientSeq);
    if (!listener || listener.connected) return;
    const where = { roomId_uid: { roomId, uid: listener.uid } };
    const now = tx.clock.now();
    if (isJoin(eventType)) {
      const data = { leaseUntil: after(now, TOKEN_LEASE_MS), droppedAt: null };
      await tx.db.roomMember.update({ where, data, select: { uid: true } });
    }
    // Agora's time has seconds: what ended before the token was given is an older stay.
    if (!isLeave(eventType) || ts * 1000 + 999 < listener.enteredAt.getTime()) return;
    if (isFinal(reason)) await takeOut(tx, roomId, listener.uid, "left");
    else {
      const data = { leaseUntil: after(now, GRACE_MS), droppedAt: now };
      await tx.db.roomMember.update({ where, data, select: { uid: true } });
    }
    if (reason === FLAPPING) {
      const startAfter = after(now, FLAPPING_MS);
      await tx.queue.send(tx, "agora-kick", { cname: roomId, uid: ruid, minutes: 0 }, { startAfter });
    }
  });
}

/** Locks and settles a room. @returns whether there is one, and it is open */
async function opened(tx: RoomCtx, roomId: string): Promise<boolean> {
  try {
    await lockOpenRoom(tx, roomId);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "roomUnknown") return false;
    throw error;
  }
}
