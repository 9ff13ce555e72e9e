import { DomainError } from "@chaoqer/contract/errors";
import type { H5RoomResult } from "@chaoqer/contract/h5";
import { echoPage, type TimePage } from "@chaoqer/contract/page";
import type { RoomPage, RoomResult } from "@chaoqer/contract/room";
import { Prisma } from "@chaoqer/db/client";
import { roomJson, roomOpen, roomVisible } from "@chaoqer/db/views/room";
import { millis, olderThan } from "@chaoqer/db/views/shared";
import type { Ctx, UserCtx } from "../../trpc/context";

type ReadCtx = Pick<Ctx, "db" | "clock">;

/**
 * A room as the viewer sees it.
 * @param viewer uid, or null for a stranger. @throws DomainError roomUnknown (also: closed, or not for their eyes)
 */
export async function getRoom(ctx: ReadCtx, viewer: string | null, roomId: string): Promise<RoomResult> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<{ room: RoomResult }[]>`
    SELECT ${roomJson(viewer, now)} AS room FROM rooms r
    WHERE r.room_id = ${roomId} AND ${roomOpen(now)} AND ${roomVisible(viewer, now)}`;
  if (!row) throw new DomainError("roomUnknown");
  return row.room;
}

/** Checks that the room is open and that the viewer may know of it. @throws DomainError roomUnknown */
export async function mustSee(ctx: ReadCtx, viewer: string | null, roomId: string): Promise<void> {
  const now = ctx.clock.now();
  const rows = await ctx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM rooms r WHERE r.room_id = ${roomId} AND ${roomOpen(now)} AND ${roomVisible(viewer, now)}`;
  if (rows.length === 0) throw new DomainError("roomUnknown");
}

/** The open rooms that the caller sees, latest first. */
export async function listRooms(ctx: UserCtx, page: TimePage): Promise<RoomPage> {
  const { uid } = ctx.actor;
  const now = ctx.clock.now();
  const time = Prisma.sql`r.create_time`;
  const id = Prisma.sql`r.room_id`;
  const rows = await ctx.db.$queryRaw<{ item: RoomPage["list"][number] }[]>`
    SELECT json_build_object('roomId', r.room_id, 'roomResult', ${roomJson(uid, now)}, 'createTime', ${millis(time)},
      'sequenceId', ${millis(time)} || ':' || r.room_id) AS item
    FROM rooms r
    WHERE ${roomOpen(now)} AND ${roomVisible(uid, now)} AND ${olderThan(page.lastId, time, id)}
    ORDER BY r.create_time DESC, r.room_id DESC LIMIT ${page.count}`;
  return { page: echoPage(page), list: rows.map((row) => row.item) };
}

/** A shared room as it was, and whether it is closed by now. @throws DomainError roomUnknown (also: expired) */
export async function getRoomCache(ctx: ReadCtx, roomCacheId: string): Promise<H5RoomResult> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<{ room: H5RoomResult }[]>`
    SELECT c.snapshot || jsonb_build_object('roomCacheId', c.room_cache_id, 'closed', (NOT ${roomOpen(now)})::int) AS room
    FROM room_caches c JOIN rooms r ON r.room_id = c.room_id
    WHERE c.room_cache_id = ${roomCacheId} AND c.expire_time > ${now}`;
  if (!row) throw new DomainError("roomUnknown");
  return row.room;
}
