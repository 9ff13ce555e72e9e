import { RoomRole } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { StaffRoomView } from "@chaoqer/contract/staff/room-view";
import { Prisma } from "@chaoqer/db/client";
import { roomOpen } from "@chaoqer/db/views/room";
import { millis } from "@chaoqer/db/views/shared";
import type { Ctx } from "../../trpc/context";

const sql = Prisma.sql;
/** How many of each kind a view names; the totals count all. */
const ON_STAGE = 100;
const HANDS = 50;
const LISTENING = 50;

const stage = sql`m.role > ${RoomRole.audience}`;
const listening = sql`m.role = ${RoomRole.audience}`;
const hand = sql`m.hand_time IS NOT NULL`;

/** A live room as it is now, in one statement, however many are in it. @throws DomainError roomUnknown */
export async function readRoomView(ctx: Pick<Ctx, "db" | "clock">, roomId: string): Promise<StaffRoomView> {
  const now = ctx.clock.now();
  const present = sql`m.room_id = r.room_id AND m.left_time IS NULL AND m.lease_until > ${now}`;
  /** Those of a kind, with what else is told of them. */
  const some = (of: Prisma.Sql, more: Prisma.Sql, order: Prisma.Sql, limit: number) => sql`(
    SELECT coalesce(json_agg(jsonb_build_object('uid', m.uid, 'nickname', p.nickname, 'avatar', p.avatar) || ${more}
      ORDER BY ${order}), '[]')
    FROM (SELECT m.* FROM room_members m WHERE o.open AND ${present} AND ${of} ORDER BY ${order} LIMIT ${limit}) m
    JOIN profiles p ON p.uid = m.uid)`;
  const joined = sql`jsonb_build_object('joinTime', ${millis(sql`m.join_time`)})`;
  const spoken = sql`jsonb_build_object('role', m.role, 'muted', m.muted::int) || ${joined}`;
  const asked = sql`jsonb_build_object('handTime', ${millis(sql`m.hand_time`)})`;
  const [view] = await ctx.db.$queryRaw<StaffRoomView[]>`
    SELECT r.room_id AS "roomId", r.seq::float8 AS seq, o.open::int AS open,
      ${millis(sql`r.closed_time`)} AS "closedTime", r.close_reason AS "closeReason",
      c.stage AS "stageTotal", c.hands AS "handTotal", c.audience AS "audienceTotal",
      ${some(stage, spoken, sql`m.role DESC, m.join_time, m.uid`, ON_STAGE)} AS stage,
      ${some(hand, asked, sql`m.hand_time, m.uid`, HANDS)} AS hands,
      ${some(listening, joined, sql`m.join_time, m.uid`, LISTENING)} AS audience
    FROM rooms r CROSS JOIN LATERAL (SELECT ${roomOpen(now)} AS open) o
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE ${stage})::int AS stage, count(*) FILTER (WHERE ${hand})::int AS hands,
        count(*) FILTER (WHERE ${listening})::int AS audience
      FROM room_members m WHERE o.open AND ${present}
    ) c
    WHERE r.room_id = ${roomId}`;
  if (!view) throw new DomainError("roomUnknown");
  return view;
}
