import { OriginPushType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { NoticeInput } from "@chaoqer/contract/staff/notices";
import type { StaffWriteCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { mustExist } from "../user/reads";
import { reachOf } from "./staff-reads";
import { addMessage } from "./writes";

/** Writing notices, and beginning and stopping to send them; the caller's transaction is the audited one. */

const about = (noticeId: string) => ({ targetType: "notice", targetId: noticeId });

const bodyOf = ({ title, content, url, audience, uidList }: NoticeInput) => ({
  title,
  content,
  url,
  audience,
  uidList: [...new Set(uidList)].sort(),
});

/** Holds a notice until the transaction ends. @throws DomainError notFound */
async function hold(ctx: StaffWriteCtx, noticeId: string) {
  await ctx.db.$executeRaw`SELECT 1 FROM notices WHERE notice_id = ${noticeId} FOR UPDATE`;
  const notice = await ctx.db.notice.findUnique({ where: { noticeId } });
  if (!notice) throw new DomainError("notFound", "通知不存在");
  return notice;
}

/** @throws DomainError notFound, refused */
async function holdDraft(ctx: StaffWriteCtx, noticeId: string) {
  const notice = await hold(ctx, noticeId);
  if (notice.status !== "draft") throw new DomainError("refused", "通知已发送，无法修改");
  return notice;
}

/** Writes a draft. */
export async function createNotice(ctx: StaffWriteCtx, input: NoticeInput): Promise<{ noticeId: string }> {
  const noticeId = newId();
  const data = { noticeId, staffId: ctx.staff.staffId, ...bodyOf(input), createTime: ctx.clock.now() };
  await ctx.db.notice.create({ data, select: { noticeId: true } });
  const { title, content, url, audience, uidList } = input;
  ctx.audit.record({ ...about(noticeId), after: { title, content, url, audience, listed: uidList.length } });
  return { noticeId };
}

/** Rewrites a draft. @throws DomainError notFound, refused */
export async function updateNotice(ctx: StaffWriteCtx, input: NoticeInput & { noticeId: string }): Promise<void> {
  const { noticeId, title, content, url, audience, uidList } = input;
  const was = await holdDraft(ctx, noticeId);
  await ctx.db.notice.update({ where: { noticeId }, data: bodyOf(input), select: { noticeId: true } });
  const before = { title: was.title, content: was.content, url: was.url, audience: was.audience };
  ctx.audit.record({ ...about(noticeId), before, after: { title, content, url, audience, listed: uidList.length } });
}

/** Throws a draft away. @throws DomainError notFound, refused */
export async function removeNotice(ctx: StaffWriteCtx, { noticeId }: { noticeId: string }): Promise<void> {
  const { title, content } = await holdDraft(ctx, noticeId);
  await ctx.db.notice.delete({ where: { noticeId }, select: { noticeId: true } });
  ctx.audit.record({ ...about(noticeId), before: { title, content } });
}

/** Sends a notice to one user as a test; it counts for nothing. @throws DomainError notFound, userUnknown */
export async function testNotice(
  ctx: StaffWriteCtx,
  { noticeId, uid }: { noticeId: string; uid: string },
): Promise<void> {
  const { title, content, url } = await hold(ctx, noticeId);
  await mustExist(ctx, uid);
  await addMessage(ctx, { uid, originPushType: OriginPushType.official, title, content, url });
  ctx.audit.record({ ...about(noticeId), after: { uid } });
}

/** Begins to send, or goes on after a stop; a job does it. @throws DomainError notFound, refused (sent, nobody) */
export async function sendNotice(ctx: StaffWriteCtx, { noticeId }: { noticeId: string }): Promise<void> {
  const { status, startTime } = await hold(ctx, noticeId);
  if (status !== "draft" && status !== "stopped") throw new DomainError("refused", "通知正在发送或已发送");
  const { users: total } = await reachOf(ctx, noticeId);
  if (total === 0) throw new DomainError("refused", "没有可接收的用户");
  const data = { status: "sending", total, startTime: startTime ?? ctx.clock.now(), endTime: null };
  await ctx.db.notice.update({ where: { noticeId }, data, select: { noticeId: true } });
  await ctx.queue.send(ctx, "notice-send", { noticeId });
  ctx.audit.record({ ...about(noticeId), before: { status }, after: { status: "sending", total } });
}

/** Stops what is being sent; what is out stays. @throws DomainError notFound, refused */
export async function stopNotice(ctx: StaffWriteCtx, { noticeId }: { noticeId: string }): Promise<void> {
  const { status, sent } = await hold(ctx, noticeId);
  if (status !== "sending") throw new DomainError("refused", "通知不在发送中");
  const data = { status: "stopped", endTime: ctx.clock.now() };
  await ctx.db.notice.update({ where: { noticeId }, data, select: { noticeId: true } });
  ctx.audit.record({ ...about(noticeId), before: { status }, after: { status: "stopped", sent } });
}
