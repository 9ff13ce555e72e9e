import { AccountState } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { ID } from "@chaoqer/contract/fields";
import { Prisma } from "@chaoqer/db/client";
import { roomOpen, roomVisible } from "@chaoqer/db/views/room";
import { millis } from "@chaoqer/db/views/shared";
import type { Ctx } from "../../trpc/context";

/** What a report is about, as it was at that moment: kept for staff as JSON (docs/api/app.md, "Snapshots"). */
export type Snapshot = Prisma.JsonObject;

/** Members that a room's snapshot names; the total tells of the others. */
const MEMBERS = 50;

/** A user as they show themselves. @throws DomainError userUnknown */
export async function userSnapshot(ctx: Pick<Ctx, "db">, uid: string): Promise<Snapshot> {
  const rows = ID.test(uid)
    ? await ctx.db.$queryRaw<{ snapshot: Snapshot }[]>`
        SELECT json_build_object('uid', p.uid, 'nickname', p.nickname, 'avatar', p.avatar, 'bio', p.bio,
          'allowLive', p.allow_live::int, 'createTime', ${millis(Prisma.sql`p.create_time`)}) AS snapshot
        FROM profiles p JOIN accounts a ON a.uid = p.uid
        WHERE p.uid = ${uid} AND a.status <> ${AccountState.deleted}`
    : [];
  if (!rows[0]) throw new DomainError("userUnknown");
  return rows[0].snapshot;
}

/** Rooms `r` that a user can see now, and those that they have been in, closed ones too. */
function knownTo(uid: string, now: Date): Prisma.Sql {
  return Prisma.sql`(${roomOpen(now)} AND ${roomVisible(uid, now)}
    OR EXISTS (SELECT 1 FROM room_members m WHERE m.room_id = r.room_id AND m.uid = ${uid}))`;
}

/** A room with who is in it, or was when it closed. @throws DomainError roomUnknown, also for one the viewer never saw */
export async function roomSnapshot(ctx: Pick<Ctx, "db" | "clock">, viewer: string, roomId: string): Promise<Snapshot> {
  if (!ID.test(roomId)) throw new DomainError("roomUnknown");
  const now = ctx.clock.now();
  const rows = await ctx.db.$queryRaw<{ snapshot: Snapshot }[]>`
    WITH present AS (
      SELECT p.uid, p.nickname, p.avatar, m.role, m.join_time
      FROM room_members m JOIN rooms r ON r.room_id = m.room_id JOIN profiles p ON p.uid = m.uid
      WHERE m.room_id = ${roomId}
        AND coalesce(m.left_time, m.lease_until) >= coalesce(r.closed_time, ${now}::timestamptz)
    ), named AS (SELECT * FROM present ORDER BY role DESC, join_time, uid LIMIT ${MEMBERS})
    SELECT json_strip_nulls(json_build_object('roomId', r.room_id, 'uid', r.uid, 'nickname', p.nickname, 'name', r.name,
      'clubId', cl.club_id, 'clubName', cl.name, 'inviteOnly', r.invite_only::int,
      'createTime', ${millis(Prisma.sql`r.create_time`)}, 'closedTime', ${millis(Prisma.sql`r.closed_time`)},
      'memberTotal', (SELECT count(*) FROM present), 'memberList', (
        SELECT coalesce(json_agg(json_build_object('uid', uid, 'nickname', nickname, 'avatar', avatar, 'role', role)
          ORDER BY role DESC, join_time, uid), '[]') FROM named))) AS snapshot
    FROM rooms r LEFT JOIN profiles p ON p.uid = r.uid LEFT JOIN clubs cl ON cl.club_id = r.club_id
    WHERE r.room_id = ${roomId} AND ${knownTo(viewer, now)}`;
  if (!rows[0]) throw new DomainError("roomUnknown");
  return rows[0].snapshot;
}
