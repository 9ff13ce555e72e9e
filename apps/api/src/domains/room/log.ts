import type { CloseReason, ServerFrame } from "@chaoqer/contract/channel";
import type { RoomRole } from "@chaoqer/contract/enums";
import { Prisma } from "@chaoqer/db/client";
import type { Ctx } from "../../trpc/context";

/** The ordered log of what has changed in a room, from which every process tells its connections. */

type Unnumbered<T> = T extends unknown ? Omit<T, "seq"> : never;

/** One change as connections are told it. */
export interface Entry {
  frame: Unnumbered<ServerFrame>;
  /** Whom it is for: `hosts`, or one uid. Absent: everybody. */
  to?: string;
  /** A uid that is not told. */
  except?: string;
  /** Only this connection is told, and closed. */
  connection?: string;
  /** Of a role: the one before. Who comes back is told what that role was told. */
  was?: RoomRole;
}

export interface LoggedEntry {
  seq: number;
  entry: Entry;
}

export type LogCtx = Pick<Ctx, "db" | "clock" | "fanout">;

/** Adds changes to the log of a room whose row the caller holds. @returns the last one's number */
export async function append(tx: LogCtx, roomId: string, entries: readonly Entry[]): Promise<number> {
  const payloads = entries.map((entry) => JSON.stringify(entry));
  const [row] = await tx.db.$queryRaw<{ seq: number }[]>`
    WITH room AS (UPDATE rooms SET seq = seq + ${entries.length}::int WHERE room_id = ${roomId} RETURNING seq),
    added AS (
      INSERT INTO room_events (room_id, seq, payload, create_time)
      SELECT ${roomId}, room.seq - ${entries.length}::int + e.place, e.payload::jsonb, ${tx.clock.now()}::timestamptz
      FROM room CROSS JOIN unnest(${payloads}::text[]) WITH ORDINALITY AS e (payload, place)
    )
    SELECT seq::float8 AS seq FROM room`;
  if (!row) throw new Error("append: there is no such room");
  await tx.fanout.announce(tx.db, roomId, row.seq);
  return row.seq;
}

/** What was logged after a number, in order. */
export async function readLog(ctx: Pick<Ctx, "db">, roomId: string, after: number): Promise<LoggedEntry[]> {
  return ctx.db.$queryRaw<LoggedEntry[]>`
    SELECT seq::float8 AS seq, payload AS entry FROM room_events
    WHERE room_id = ${roomId} AND seq > ${after}::int8 ORDER BY seq`;
}

/** The number each of these rooms is at. */
export async function readSeqs(
  ctx: Pick<Ctx, "db">,
  roomIds: readonly string[],
): Promise<{ roomId: string; seq: number }[]> {
  return ctx.db.$queryRaw<{ roomId: string; seq: number }[]>`
    SELECT room_id AS "roomId", seq::float8 AS seq FROM rooms WHERE room_id IN (${Prisma.join([...roomIds])})`;
}

/** Drops changes that no connection can still be waiting for. */
export async function dropLog({ db }: Pick<Ctx, "db">, before: Date): Promise<void> {
  await db.roomEvent.deleteMany({ where: { createTime: { lt: before } } });
}

/** Tells somebody's connections that they are ended. */
export const closing = (reason: CloseReason, to?: string, connection?: string): Entry => ({
  frame: { event: "close", sender: to ?? "", data: { reason } },
  ...(to && { to }),
  ...(connection && { connection }),
});
