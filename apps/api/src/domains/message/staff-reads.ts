import { AccountState } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { ID } from "@chaoqer/contract/fields";
import type { StaffPage } from "@chaoqer/contract/staff/common";
import type { NoticeDetail, NoticeRow, Receiver } from "@chaoqer/contract/staff/notices";
import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import type { Ctx, StaffCtx } from "../../trpc/context";
import { laterFirst, pageFrom, startsWith } from "../staff/pages";

/** Notices at the console. */

const sql = Prisma.sql;

const noticeJson = sql`jsonb_build_object('noticeId', n.notice_id, 'title', n.title, 'content', n.content, 'url', n.url,
  'audience', n.audience, 'status', n.status, 'listed', coalesce(cardinality(n.uid_list), 0), 'total', n.total, 'sent', n.sent,
  'staff', json_build_object('staffId', st.staff_id, 'username', st.username, 'displayName', st.display_name),
  'createTime', ${millis(sql`n.create_time`)}, 'startTime', ${millis(sql`n.start_time`)},
  'endTime', ${millis(sql`n.end_time`)})`;

/** Notices, latest first; one statement. */
export async function listNotices(
  ctx: StaffCtx,
  { count, after }: StaffPage,
): Promise<{ list: NoticeRow[]; next: string | null }> {
  const rows = await ctx.db.$queryRaw<{ item: NoticeRow }[]>`
    SELECT ${noticeJson} AS item FROM notices n JOIN staff st ON st.staff_id = n.staff_id
    WHERE ${laterFirst(after, sql`n.create_time`, sql`n.notice_id`)}
    ORDER BY n.create_time DESC, n.notice_id DESC LIMIT ${count + 1}`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => `${item.createTime}:${item.noticeId}`);
}

/** A notice with its list of receivers. @throws DomainError notFound */
export async function getNotice(ctx: StaffCtx, noticeId: string): Promise<NoticeDetail> {
  const [row] = await ctx.db.$queryRaw<{ detail: NoticeDetail }[]>`
    SELECT ${noticeJson} || jsonb_build_object('uidList', to_jsonb(n.uid_list)) AS detail
    FROM notices n JOIN staff st ON st.staff_id = n.staff_id WHERE n.notice_id = ${noticeId}`;
  if (!row) throw new DomainError("notFound", "通知不存在");
  return row.detail;
}

/** As a number of the statement itself: the index of accounts that are not normal is partial. */
const DELETED = Prisma.raw(String(AccountState.deleted));

/** How many users a notice would reach now. @throws DomainError notFound */
export async function reachOf(ctx: Pick<Ctx, "db">, noticeId: string): Promise<{ users: number }> {
  const [row] = await ctx.db.$queryRaw<{ users: number }[]>`
    SELECT CASE WHEN n.audience = 'all'
      THEN (SELECT count(*)::int FROM profiles) - (SELECT count(*)::int FROM accounts a JOIN profiles p ON p.uid = a.uid
        WHERE a.status = ${DELETED})
      ELSE (SELECT count(*)::int FROM profiles p JOIN accounts a ON a.uid = p.uid
        WHERE p.uid = ANY(n.uid_list) AND a.status <> ${DELETED}) END AS users
    FROM notices n WHERE n.notice_id = ${noticeId}`;
  if (!row) throw new DomainError("notFound", "通知不存在");
  return row;
}

/** Offered at a time; who is not among them is found by more of the name. */
const RECEIVERS = 10;

/** Users whom a notice can reach, by uid or by how the nickname begins. Phone numbers are not operators' to look up. */
export async function findReceivers(ctx: Pick<Ctx, "db">, search: string): Promise<Receiver[]> {
  const meant = ID.test(search) ? sql`p.uid = ${search}` : startsWith(sql`p.nickname`, search);
  return ctx.db.$queryRaw<Receiver[]>`
    SELECT p.uid, p.nickname, p.avatar FROM profiles p JOIN accounts a ON a.uid = p.uid
    WHERE ${meant} AND a.status <> ${DELETED} ORDER BY p.nickname USING ~<~, p.uid LIMIT ${RECEIVERS}`;
}
