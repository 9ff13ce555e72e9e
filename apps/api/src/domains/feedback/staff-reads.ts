import { DomainError } from "@chaoqer/contract/errors";
import { ID } from "@chaoqer/contract/fields";
import {
  type CannedReply,
  type FeedbackDetail,
  type FeedbackInbox,
  type FeedbackRow,
  variablesOf,
} from "@chaoqer/contract/staff/feedback";
import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { allOf, laterFirst, pageFrom, startsWith } from "../staff/pages";

/** The feedback inbox; each answer is one statement. */

const sql = Prisma.sql;

const rowJson = sql`jsonb_build_object('feedbackId', f.feedback_id,
  'author', json_build_object('uid', f.uid, 'nickname', coalesce(p.nickname, ''), 'avatar', coalesce(p.avatar, '')),
  'feedbackType', f.feedback_type, 'content', f.feedback_content, 'images', to_jsonb(f.feedback_image_list),
  'clientType', f.client_type, 'versionName', f.version_name, 'versionCode', f.version_code,
  'roomId', nullif(f.origin_id, ''), 'status', f.status, 'caseId', f.case_id,
  'assignee', CASE WHEN st.staff_id IS NOT NULL THEN json_build_object('staffId', st.staff_id,
    'username', st.username, 'displayName', st.display_name) END,
  'replied', EXISTS (SELECT 1 FROM feedback_notes n
    WHERE n.feedback_id = f.feedback_id AND n.message_id IS NOT NULL)::int,
  'createTime', ${millis(sql`f.create_time`)}, 'updateTime', ${millis(sql`f.update_time`)})`;

const joins = sql`LEFT JOIN profiles p ON p.uid = f.uid LEFT JOIN staff st ON st.staff_id = f.assignee_id`;

/** Names looked through for a search, so that a short one stays quick. */
const NAMES = 500;

function found(search: string): Prisma.Sql {
  if (ID.test(search)) return sql`(f.feedback_id = ${search} OR f.uid = ${search})`;
  return sql`f.uid IN (SELECT uid FROM profiles WHERE ${startsWith(sql`nickname`, search)} LIMIT ${NAMES})`;
}

/** Feedback, latest first. */
export async function listFeedback(
  ctx: StaffCtx,
  input: FeedbackInbox,
): Promise<{ list: FeedbackRow[]; next: string | null }> {
  const { count, after, status, feedbackType, clientType, versionCode, aboutRoom, assignee, search } = input;
  const assigneeId = assignee === "me" ? ctx.staff.staffId : assignee;
  const where = allOf([
    laterFirst(after, sql`f.create_time`, sql`f.feedback_id`),
    status !== undefined && sql`f.status = ${status}`,
    feedbackType !== undefined && sql`f.feedback_type = ${feedbackType}`,
    clientType !== undefined && sql`f.client_type = ${clientType}`,
    versionCode !== undefined && sql`f.version_code = ${versionCode}`,
    aboutRoom !== undefined && sql`f.origin_feedback_type = ${Prisma.raw(aboutRoom ? "1" : "0")}`,
    assignee === "none" ? sql`f.assignee_id IS NULL` : assigneeId && sql`f.assignee_id = ${assigneeId}`,
    search && found(search),
  ]);
  const rows = await ctx.db.$queryRaw<{ item: FeedbackRow }[]>`
    WITH page AS MATERIALIZED (
      SELECT * FROM feedbacks f WHERE ${where} ORDER BY f.create_time DESC, f.feedback_id DESC LIMIT ${count + 1}
    )
    SELECT ${rowJson} AS item FROM page f ${joins} ORDER BY f.create_time DESC, f.feedback_id DESC`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => `${item.createTime}:${item.feedbackId}`);
}

/** One feedback with its notes and replies. @throws DomainError notFound */
export async function getFeedback(ctx: StaffCtx, feedbackId: string): Promise<FeedbackDetail> {
  const [row] = await ctx.db.$queryRaw<{ detail: FeedbackDetail }[]>`
    SELECT ${rowJson} || jsonb_build_object('snapshot', f.snapshot, 'notes', (
      SELECT coalesce(json_agg(json_build_object('noteId', n.note_id, 'content', n.content,
        'messageId', n.message_id::text, 'createTime', ${millis(sql`n.create_time`)},
        'staff', json_build_object('staffId', ns.staff_id, 'username', ns.username, 'displayName', ns.display_name))
        ORDER BY n.create_time, n.note_id), '[]')
      FROM feedback_notes n JOIN staff ns ON ns.staff_id = n.staff_id
      WHERE n.feedback_id = f.feedback_id)) AS detail
    FROM feedbacks f ${joins} WHERE f.feedback_id = ${feedbackId}`;
  if (!row) throw new DomainError("notFound", "反馈不存在");
  return row.detail;
}

/** The prepared replies, by title; there are few. */
export async function listReplies(ctx: StaffCtx): Promise<CannedReply[]> {
  const rows = await ctx.db.cannedReply.findMany({ orderBy: { title: "asc" }, take: 500 });
  return rows.map(({ replyId, title, content, updateTime }) => ({
    replyId,
    title,
    content,
    variables: variablesOf(content),
    updateTime: updateTime.getTime(),
  }));
}
