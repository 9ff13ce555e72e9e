import type { CloseReason as EndReason } from "@chaoqer/contract/channel";
import { RoomRole } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { inTransaction } from "@chaoqer/db/tx";
import type { Ctx } from "../../trpc/context";
import { append, closing, type Entry } from "./log";
import { type CloseReason, HELD } from "./rules";
import { readHands } from "./state";

/**
 * Who is in a room, in the tables. Whatever changes a room first locks its row and settles it: what the clock has
 * decided meanwhile (leases that ended, who hosts now, whether it is closed) is written down, and the change builds on
 * that. Reads come to the same result without it (`roomOpen` in packages/db/src/views/room.ts).
 */
export type RoomCtx = Pick<Ctx, "db" | "clock" | "queue" | "fanout" | "signal">;

/** Holds the room until the transaction ends, and leaves way for foreign keys that refer to it. */
async function lockRoom(tx: RoomCtx, roomId: string): Promise<{ closedTime: Date | null } | undefined> {
  const [room] = await tx.db.$queryRaw<{ closedTime: Date | null }[]>`
    SELECT closed_time AS "closedTime" FROM rooms WHERE room_id = ${roomId} FOR NO KEY UPDATE`;
  return room;
}

/** Closes a locked, open room: all leave, and a job empties its Agora channel. */
async function shut(tx: RoomCtx, roomId: string, closeReason: CloseReason, closedTime: Date): Promise<void> {
  await tx.db.room.update({ where: { roomId }, data: { closedTime, closeReason }, select: { roomId: true } });
  await tx.db.roomMember.updateMany({ where: { roomId, leftTime: null }, data: { leftTime: closedTime, ...UNHELD } });
  await append(tx, roomId, [closing("closed")]);
  await tx.queue.send(tx, "agora-kick", { cname: roomId, minutes: 0 });
}

/** What a member without a connection has. */
const UNHELD = { connectionId: null, processId: null, droppedAt: null } as const;

/** What is told of those who have gone, and of the live that went with them. The room is locked. */
async function farewell(tx: RoomCtx, roomId: string, uids: readonly string[], reason: EndReason): Promise<Entry[]> {
  const closed = await tx.db.$executeRaw`
    UPDATE rooms SET live = NULL WHERE room_id = ${roomId} AND live->>'uid' = ANY(${uids}::text[])`;
  if (closed === 0)
    await tx.db.$executeRaw`
      UPDATE rooms SET live = jsonb_set(live, '{upList}', (live->'upList') - ${uids}::text[])
      WHERE room_id = ${roomId} AND live IS NOT NULL`;
  const gone = uids.flatMap((uid): Entry[] => [
    { frame: { event: "connection", sender: uid, action: "leave" } },
    closing(reason, uid),
  ]);
  return closed > 0 ? [...gone, { frame: { event: "live", sender: uids[0] ?? "", action: "close" } }] : gone;
}

/** What is told of somebody who has become host. */
export async function crowned(tx: RoomCtx, roomId: string, uid: string, by: string): Promise<Entry[]> {
  return [
    { frame: { event: "role", sender: by, action: RoomRole.host, data: uid }, was: RoomRole.speaker },
    { frame: { event: "invite", sender: uid, action: "list", data: await readHands(tx, roomId) }, to: uid },
  ];
}

interface Stage {
  hosts: number;
  /** Hosts and speakers who are in the room. */
  total: number;
  /** When the last of those left whose lease ended unseen. */
  ended: Date | null;
  /** Whose lease ended. */
  gone: string[];
  /** Who is host now. */
  heir: string | null;
}

/** Ends leases that are over, and makes the earliest speaker host where no host is left. The room is locked. */
async function passOn(tx: RoomCtx, roomId: string): Promise<Stage> {
  const now = tx.clock.now();
  const [stage] = await tx.db.$queryRaw<Stage[]>`
    WITH ended AS (
      UPDATE room_members SET left_time = lease_until, connection_id = NULL, process_id = NULL, dropped_at = NULL
      WHERE room_id = ${roomId} AND left_time IS NULL AND lease_until <= ${now}
      RETURNING uid, role, lease_until
    ), stage AS (
      SELECT uid, role, join_time FROM room_members
      WHERE room_id = ${roomId} AND left_time IS NULL AND lease_until > ${now} AND role > ${RoomRole.audience}
    ), heir AS (
      UPDATE room_members SET role = ${RoomRole.host}
      WHERE room_id = ${roomId} AND NOT EXISTS (SELECT 1 FROM stage WHERE role = ${RoomRole.host})
        AND uid = (SELECT uid FROM stage ORDER BY join_time, uid LIMIT 1)
      RETURNING uid
    )
    SELECT (SELECT count(*)::int FROM stage) AS total,
      (SELECT count(*)::int FROM stage WHERE role = ${RoomRole.host}) + (SELECT count(*)::int FROM heir) AS hosts,
      (SELECT max(lease_until) FROM ended WHERE role > ${RoomRole.audience}) AS ended,
      (SELECT coalesce(json_agg(uid ORDER BY lease_until, uid), '[]') FROM ended) AS gone,
      (SELECT uid FROM heir) AS heir`;
  if (!stage) throw new Error("passOn: no stage came back");
  const { gone, heir } = stage;
  const entries = gone.length > 0 ? await farewell(tx, roomId, gone, "left") : [];
  if (heir) entries.push(...(await crowned(tx, roomId, heir, heir)));
  if (entries.length > 0) await append(tx, roomId, entries);
  return stage;
}

/** Settles a locked, open room. @returns whether it is open still */
export async function settle(tx: RoomCtx, roomId: string): Promise<boolean> {
  const { total, ended } = await passOn(tx, roomId);
  if (total > 0) return true;
  await shut(tx, roomId, "empty", ended ?? tx.clock.now());
  return false;
}

/** Locks and settles a room for a change. @throws DomainError roomUnknown (also: closed) */
export async function lockOpenRoom(tx: RoomCtx, roomId: string): Promise<void> {
  const room = await lockRoom(tx, roomId);
  if (!room || room.closedTime || !(await settle(tx, roomId))) throw new DomainError("roomUnknown");
}

/** Settles a room. @returns when its last host's lease ends, so when to look again; undefined if a connection holds them, or once it is closed */
export async function settleRoom(ctx: RoomCtx, roomId: string): Promise<Date | undefined> {
  return inTransaction(ctx, async (tx) => {
    const room = await lockRoom(tx, roomId);
    if (!room) return undefined;
    if (room.closedTime) {
      const data = { leftTime: room.closedTime, ...UNHELD };
      await tx.db.roomMember.updateMany({ where: { roomId, leftTime: null }, data });
      return undefined;
    }
    if (!(await settle(tx, roomId))) return undefined;
    const where = { roomId, leftTime: null, role: RoomRole.host };
    const { _max } = await tx.db.roomMember.aggregate({ where, _max: { leaseUntil: true } });
    const { leaseUntil } = _max;
    return leaseUntil && leaseUntil < HELD ? leaseUntil : undefined;
  });
}

/** Closes a room, if it is open, for everybody. @returns whether this call closed it */
export async function closeRoom(ctx: RoomCtx, roomId: string, reason: CloseReason): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const room = await lockRoom(tx, roomId);
    if (!room || room.closedTime || !(await settle(tx, roomId))) return false;
    await shut(tx, roomId, reason, tx.clock.now());
    return true;
  });
}

/** Closes all open rooms of a club. */
export async function closeClubRooms(ctx: RoomCtx, clubId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const where = { clubId, closedTime: null };
    const rooms = await tx.db.room.findMany({ where, select: { roomId: true }, orderBy: { roomId: "asc" } });
    for (const { roomId } of rooms) await closeRoom(tx, roomId, "club");
  });
}

/** Takes one member out of a locked, settled, open room, and settles it again. @returns their ruid, if they were in it */
export async function takeOut(
  tx: RoomCtx,
  roomId: string,
  uid: string,
  reason: EndReason,
): Promise<number | undefined> {
  const [member] = await tx.db.$queryRaw<{ ruid: number }[]>`
    UPDATE room_members SET left_time = ${tx.clock.now()}, connection_id = NULL, process_id = NULL, dropped_at = NULL
    WHERE room_id = ${roomId} AND uid = ${uid} AND left_time IS NULL RETURNING ruid`;
  if (!member) return undefined;
  await append(tx, roomId, await farewell(tx, roomId, [uid], reason));
  await settle(tx, roomId);
  return member.ruid;
}

/**
 * Takes a user out of every room they are in, in sound too; where they were the last host the earliest speaker takes
 * over, or the room closes.
 * @param minutes how long Agora keeps them out; 0: they may come back.
 */
export async function removeFromRooms(ctx: RoomCtx, uid: string, minutes = 0): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const where = { uid, leftTime: null };
    // In one order for all, so that two such calls do not wait for each other.
    const rooms = await tx.db.roomMember.findMany({ where, select: { roomId: true }, orderBy: { roomId: "asc" } });
    for (const { roomId } of rooms) {
      const room = await lockRoom(tx, roomId);
      if (!room || room.closedTime || !(await settle(tx, roomId))) continue;
      const ruid = await takeOut(tx, roomId, uid, "removed");
      if (ruid) await tx.queue.send(tx, "agora-kick", { cname: roomId, uid: ruid, minutes });
    }
  });
}

/** Rooms that one round of the sweep looks at. */
const SWEEP_BATCH = 200;

/** Settles every room in which a lease is over, each in a transaction of its own. */
export async function sweepRooms(ctx: RoomCtx): Promise<void> {
  for (let last = ""; ; ) {
    const rooms = await ctx.db.$queryRaw<{ roomId: string }[]>`
      SELECT DISTINCT room_id AS "roomId" FROM room_members
      WHERE left_time IS NULL AND lease_until <= ${ctx.clock.now()} AND room_id > ${last}
      ORDER BY room_id LIMIT ${SWEEP_BATCH}`;
    for (const { roomId } of rooms) await settleRoom(ctx, roomId);
    const end = rooms.at(-1);
    if (!end || rooms.length < SWEEP_BATCH) return;
    last = end.roomId;
  }
}
