import type { ChannelHand, ChannelLive, ChannelMember, ChannelPin } from "@chaoqer/contract/channel";
import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import type { Ctx } from "../../trpc/context";

/** What the room channel shows of a room; a locked, settled one, where whoever has not left is there. */
export interface RoomState {
  seq: number;
  members: Record<string, ChannelMember>;
  pins: ChannelPin[];
  live: ChannelLive | null;
  /** Raised hands, the earliest first. */
  hands: ChannelHand[];
}

const memberJson = Prisma.sql`json_build_object('ruid', m.ruid, 'role', m.role, 'tool', coalesce(m.tool, ''),
  'toolData', m.tool_data, 'muted', m.muted::int, 'createTime', ${millis(Prisma.sql`m.join_time`)})`;

const handsJson = Prisma.sql`(
  SELECT coalesce(json_agg(json_build_object('uid', m.uid, 'createTime', ${millis(Prisma.sql`m.hand_time`)})
    ORDER BY m.hand_time, m.uid), '[]')
  FROM room_members m WHERE m.room_id = r.room_id AND m.left_time IS NULL AND m.hand_time IS NOT NULL)`;

/** The whole of it. */
export async function readState(ctx: Pick<Ctx, "db">, roomId: string): Promise<RoomState> {
  const [state] = await ctx.db.$queryRaw<RoomState[]>`
    SELECT r.seq::float8 AS seq, r.live, ${handsJson} AS hands,
      (SELECT coalesce(json_object_agg(m.uid, ${memberJson}), '{}') FROM room_members m
        WHERE m.room_id = r.room_id AND m.left_time IS NULL) AS members,
      (SELECT coalesce(json_agg(json_build_object('pinId', p.pin_id, 'uid', p.uid, 'data', p.data,
          'createTime', ${millis(Prisma.sql`p.create_time`)}) ORDER BY p.create_time, p.pin_id), '[]')
        FROM room_pins p WHERE p.room_id = r.room_id) AS pins
    FROM rooms r WHERE r.room_id = ${roomId}`;
  if (!state) throw new Error("readState: there is no such room");
  return state;
}

/** One who is in the room. */
export async function readMember(ctx: Pick<Ctx, "db">, roomId: string, uid: string): Promise<ChannelMember> {
  const [row] = await ctx.db.$queryRaw<{ member: ChannelMember }[]>`
    SELECT ${memberJson} AS member FROM room_members m
    WHERE m.room_id = ${roomId} AND m.uid = ${uid} AND m.left_time IS NULL`;
  if (!row) throw new Error("readMember: nobody of that uid is in the room");
  return row.member;
}

/** The raised hands, the earliest first. */
export async function readHands(ctx: Pick<Ctx, "db">, roomId: string): Promise<ChannelHand[]> {
  const [row] = await ctx.db.$queryRaw<{ hands: ChannelHand[] }[]>`
    SELECT ${handsJson} AS hands FROM rooms r WHERE r.room_id = ${roomId}`;
  return row?.hands ?? [];
}
