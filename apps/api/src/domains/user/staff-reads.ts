import { DomainError } from "@chaoqer/contract/errors";
import { ID } from "@chaoqer/contract/fields";
import type { UserDetail, UserRow, UserSearch } from "@chaoqer/contract/staff/users";
import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { allOf, laterFirst, pageFrom, startsWith } from "../staff/pages";
import { maskMobile, mobilesOf } from "./staff-rules";
import { accountJson, penaltyJson, statusNow } from "./staff-views";

/** Users at the console; each answer is one statement. Whole phone numbers do not leave this file. */

const sql = Prisma.sql;

const rowJson = (now: Date) => sql`${accountJson(now)}::jsonb || jsonb_build_object('mobile', coalesce(a.mobile, ''),
  'allowLive', coalesce(p.allow_live, FALSE)::int, 'lastActiveTime', ${millis(sql`a.last_active_time`)})`;

const masked = <T extends { mobile: string }>(row: T): T => ({ ...row, mobile: maskMobile(row.mobile) });

function found(search: string): Prisma.Sql {
  if (ID.test(search)) return sql`a.uid = ${search}`;
  const mobiles = mobilesOf(search);
  if (mobiles.length > 0) return sql`a.mobile = ANY(${mobiles})`;
  return startsWith(sql`p.nickname`, search);
}

/** Accounts in a state. What a row says comes first: there is an index of those that are not normal. */
function inState(status: number, now: Date): Prisma.Sql {
  const state = sql`(${statusNow(now)}) = ${status}`;
  const rows = {
    "-99": sql`a.status = -99`,
    "-2": sql`a.status = -2 AND ${state}`,
    "-1": sql`a.status IN (-1, -2) AND ${state}`,
    "1": sql`(a.status = 1 OR a.status IN (-1, -2) AND ${state})`,
  };
  return rows[String(status) as keyof typeof rows];
}

/** Users, latest first. */
export async function searchUsers(
  ctx: StaffCtx,
  { count, after, search, status }: UserSearch,
): Promise<{ list: UserRow[]; next: string | null }> {
  const now = ctx.clock.now();
  const where = allOf([
    laterFirst(after, sql`a.create_time`, sql`a.uid`),
    search && found(search),
    status !== undefined && inState(status, now),
  ]);
  const rows = await ctx.db.$queryRaw<{ item: UserRow }[]>`
    WITH page AS MATERIALIZED (
      SELECT a.* FROM accounts a LEFT JOIN profiles p ON p.uid = a.uid
      WHERE ${where} ORDER BY a.create_time DESC, a.uid DESC LIMIT ${count + 1}
    )
    SELECT ${rowJson(now)} AS item FROM page a LEFT JOIN profiles p ON p.uid = a.uid
    ORDER BY a.create_time DESC, a.uid DESC`;
  const items = rows.map(({ item }) => masked(item));
  return pageFrom(items, count, (item) => `${item.createTime}:${item.uid}`);
}

/** The rows of a query as a JSON list of what it names `item`. */
const listOf = (query: Prisma.Sql) => sql`(SELECT coalesce(json_agg(item), '[]') FROM (${query}) s)`;

const clientOf = (table: "se" | "l") => {
  const t = Prisma.raw(table);
  return sql`'clientType', ${t}.client_type, 'versionName', ${t}.version_name, 'versionCode', ${t}.version_code,
    'ip', ${t}.ip, 'createTime', ${millis(sql`${t}.create_time`)}`;
};

/** A user's page. @throws DomainError userUnknown */
export async function getUser(ctx: StaffCtx, uid: string): Promise<UserDetail> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<{ detail: UserDetail }[]>`
    SELECT ${rowJson(now)} || jsonb_build_object(
      'session', (SELECT json_build_object(${clientOf("se")}, 'expireTime', ${millis(sql`se.expire_time`)})
        FROM sessions se WHERE se.uid = a.uid AND se.expire_time > ${now}),
      'device', (SELECT json_build_object('clientType', d.client_type, 'updateTime', ${millis(sql`d.update_time`)})
        FROM push_devices d WHERE d.uid = a.uid),
      'logins', ${listOf(sql`SELECT json_build_object(${clientOf("l")}) AS item FROM logins l
        WHERE l.uid = a.uid ORDER BY l.create_time DESC LIMIT 20`)},
      'totals', json_build_object(
        'cardsSent', (SELECT count(*) FROM cards c WHERE c.sender_uid = a.uid),
        'cardsHeld', coalesce(p.card_total, 0),
        'clubs', (SELECT count(*) FROM club_members c WHERE c.uid = a.uid),
        'rooms', (SELECT count(*) FROM rooms r WHERE r.uid = a.uid),
        'events', (SELECT count(*) FROM events e WHERE e.uid = a.uid),
        'messages', (SELECT count(*) FROM messages m WHERE m.uid = a.uid),
        'reportsMade', (SELECT count(*) FROM reports r WHERE r.uid = a.uid),
        'feedbacks', (SELECT count(*) FROM feedbacks f WHERE f.uid = a.uid)),
      'cards', ${listOf(sql`SELECT json_build_object('uid', x.uid, 'nickname', coalesce(cp.nickname, ''),
          'avatar', coalesce(cp.avatar, ''), 'sent', x.sent, 'time', ${millis(sql`x.time`)}) AS item
        FROM ((SELECT c.holder_uid AS uid, 1 AS sent, c.send_time AS time FROM cards c
            WHERE c.sender_uid = a.uid ORDER BY c.send_time DESC LIMIT 20)
          UNION ALL (SELECT c.sender_uid, 0, c.held_since FROM cards c
            WHERE c.holder_uid = a.uid AND c.held_since IS NOT NULL ORDER BY c.held_since DESC LIMIT 20)) x
        LEFT JOIN profiles cp ON cp.uid = x.uid ORDER BY x.time DESC LIMIT 20`)},
      'clubs', ${listOf(sql`SELECT json_build_object('clubId', cl.club_id, 'name', cl.name,
          'joinTime', ${millis(sql`cm.join_time`)}, 'owner', (cl.uid = a.uid)::int) AS item
        FROM club_members cm JOIN clubs cl ON cl.club_id = cm.club_id
        WHERE cm.uid = a.uid ORDER BY cm.join_time DESC LIMIT 20`)},
      'rooms', ${listOf(sql`SELECT json_build_object('roomId', r.room_id, 'name', r.name,
          'createTime', ${millis(sql`r.create_time`)}, 'closedTime', ${millis(sql`r.closed_time`)}) AS item
        FROM rooms r WHERE r.uid = a.uid ORDER BY r.create_time DESC LIMIT 20`)},
      'present', ${listOf(sql`SELECT json_build_object('roomId', r.room_id, 'name', r.name, 'role', m.role) AS item
        FROM room_members m JOIN rooms r ON r.room_id = m.room_id
        WHERE m.uid = a.uid AND m.left_time IS NULL AND m.lease_until > ${now} AND r.closed_time IS NULL`)},
      'penalties', ${listOf(sql`SELECT ${penaltyJson} AS item FROM penalties pe
        JOIN staff ps ON ps.staff_id = pe.staff_id WHERE pe.uid = a.uid ORDER BY pe.create_time DESC LIMIT 20`)},
      'cases', ${listOf(sql`SELECT json_build_object('caseId', o.case_id, 'status', o.status,
          'reportTotal', o.report_total, 'firstReportTime', ${millis(sql`o.first_report_time`)}) AS item
        FROM report_cases o WHERE o.target_type = 1 AND o.target_id = a.uid
        ORDER BY o.first_report_time DESC LIMIT 20`)}) AS detail
    FROM accounts a LEFT JOIN profiles p ON p.uid = a.uid WHERE a.uid = ${uid}`;
  if (!row) throw new DomainError("userUnknown");
  return masked(row.detail);
}
