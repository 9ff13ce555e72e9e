import { inTransaction } from "@chaoqer/db/tx";
import type { Ctx } from "../../trpc/context";
import { enter, type Holder, holdEntrant, mayEnter } from "./entry";
import { append, closing, type Entry } from "./log";
import { type Missed, readMissed } from "./missed";
import { lockOpenRoom, type RoomCtx, takeOut } from "./presence";
import { after, GRACE_MS, HELD, PROCESS_DEAD_MS } from "./rules";
import { type RoomState, readMember, readState } from "./state";

/** Coming and going over the room channel, in the tables. What the connection itself is, lives in src/channel. */

/** One connection of one user to one room. */
export interface Connected {
  roomId: string;
  uid: string;
  connectionId: string;
}

/** The room as it is, or what its member has missed. `seq` is the number of the last change in it. */
export type Joined = { seq: number; state: RoomState } | { seq: number; missed: Missed };

/**
 * Lets a user in over a connection, or back, in the place of an older one.
 * @param after the number of the last change that the user knows, if they say so
 * @throws DomainError roomUnknown, roomBlocked, unauthorized (frozen a moment ago)
 */
export async function joinChannel(
  ctx: RoomCtx,
  { roomId, uid, connectionId, processId, after: known }: Connected & Holder & { after?: number | undefined },
): Promise<Joined> {
  return inTransaction(ctx, async (tx) => {
    await holdEntrant(tx, uid);
    await lockOpenRoom(tx, roomId);
    const standing = await mayEnter(tx, uid, roomId);
    await enter(tx, uid, roomId, standing, { connectionId, processId });
    const older = standing.connectionId;
    const entries: Entry[] = older ? [closing("replaced", uid, older)] : [];
    // Whom a token has brought in is already listed; now they can be talked to.
    if (standing.role !== null && !older)
      entries.push({
        frame: { event: "connection", sender: uid, action: "join", data: await readMember(tx, roomId, uid) },
        except: uid,
      });
    const seq = entries.length > 0 ? await append(tx, roomId, entries) : undefined;
    const missed =
      standing.role !== null && seq !== undefined && known !== undefined
        ? await readMissed(tx, { roomId, uid, role: standing.role, after: known, seq })
        : undefined;
    if (missed) return { seq: missed.seq, missed };
    const state = await readState(tx, roomId);
    return { seq: state.seq, state };
  });
}

/** Starts the grace of a connection that broke, unless another has taken its place. */
export async function dropConnection(ctx: RoomCtx, { roomId, uid, connectionId }: Connected): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    await tx.db.$executeRaw`
      UPDATE room_members SET process_id = NULL, dropped_at = ${now}, lease_until = ${after(now, GRACE_MS)}
      WHERE room_id = ${roomId} AND uid = ${uid} AND connection_id = ${connectionId} AND process_id IS NOT NULL
        AND left_time IS NULL`;
  });
}

/** Takes a user out at their own wish, unless the connection that says so is not theirs any more. */
export async function leaveRoom(ctx: RoomCtx, { roomId, uid, connectionId }: Connected): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockOpenRoom(tx, roomId);
    const where = { roomId, uid, connectionId, leftTime: null };
    if ((await tx.db.roomMember.count({ where })) > 0) await takeOut(tx, roomId, uid, "left");
  });
}

type ProcessCtx = Pick<Ctx, "db" | "clock" | "signal">;

/** Says that a process lives. @returns whether the others took it for dead, or it is new */
export async function beat(ctx: ProcessCtx, processId: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const [row] = await tx.db.$queryRaw<{ fresh: boolean }[]>`
      INSERT INTO api_processes (process_id, start_time, heartbeat_time) VALUES (${processId}, ${now}, ${now})
      ON CONFLICT (process_id) DO UPDATE SET heartbeat_time = excluded.heartbeat_time
      RETURNING xmax = 0 AS fresh`;
    return row?.fresh ?? false;
  });
}

/** Takes back the connections of a process that was taken for dead. @returns those that are a member's still */
export async function reclaim(ctx: ProcessCtx, processId: string, held: readonly Connected[]): Promise<Set<string>> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db.$queryRaw<{ connectionId: string }[]>`
      UPDATE room_members m SET process_id = ${processId}, dropped_at = NULL, lease_until = ${HELD}
      FROM unnest(${held.map((one) => one.roomId)}::text[], ${held.map((one) => one.uid)}::text[],
        ${held.map((one) => one.connectionId)}::text[]) AS h (room_id, uid, connection_id)
      WHERE m.room_id = h.room_id AND m.uid = h.uid AND m.connection_id = h.connection_id
        AND m.left_time IS NULL AND m.lease_until > ${tx.clock.now()}
      RETURNING m.connection_id AS "connectionId"`;
    return new Set(rows.map((row) => row.connectionId));
  });
}

/** Starts the grace of all that a process held, and forgets the process. */
export async function endProcess(ctx: ProcessCtx, processId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx.db.apiProcess.deleteMany({ where: { processId } });
    await release(tx, [processId]);
  });
}

/** The same for every process without a heartbeat. @returns how many there were */
export async function sweepProcesses(ctx: ProcessCtx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - PROCESS_DEAD_MS);
  const where = { heartbeatTime: { lte: before } };
  if ((await ctx.db.apiProcess.count({ where })) === 0) return 0;
  return inTransaction(ctx, async (tx) => {
    const dead = await tx.db.$queryRaw<{ processId: string }[]>`
      DELETE FROM api_processes WHERE heartbeat_time <= ${before} RETURNING process_id AS "processId"`;
    await release(
      tx,
      dead.map((row) => row.processId),
    );
    return dead.length;
  });
}

async function release(tx: ProcessCtx, processIds: string[]): Promise<void> {
  const now = tx.clock.now();
  const data = { processId: null, droppedAt: now, leaseUntil: after(now, GRACE_MS) };
  await tx.db.roomMember.updateMany({ where: { processId: { in: processIds }, leftTime: null }, data });
}

/** The same for connections whose process has no row at all: it died between starting and its first heartbeat. */
export async function releaseOrphans(ctx: ProcessCtx): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db.$queryRaw<{ processId: string }[]>`
      SELECT DISTINCT process_id AS "processId" FROM room_members m
      WHERE process_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM api_processes p WHERE p.process_id = m.process_id)`;
    if (rows.length > 0)
      await release(
        tx,
        rows.map((row) => row.processId),
      );
  });
}
