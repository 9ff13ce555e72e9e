import type { MessagePage } from "@chaoqer/contract/message";
import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/harness";
import { type TestStaff, testStaff } from "../../testing/staff";

let test: TestApp;
let operator: TestStaff;

beforeAll(async () => {
  test = await startTestApp();
  operator = await testStaff(test, "operator");
});
afterAll(() => test.close());

async function feedback(more: Record<string, number | string | string[]> = {}) {
  const user = await test.user({ nickname: "反馈人" });
  const input = { originFeedbackType: 0, originId: "", feedbackType: 1, feedbackContent: "闪退", ...more };
  expect((await user.post("/app/feedback", input)).status).toBe(1);
  test.clock.advance({ seconds: 2 });
  const [row] = (await operator.call.feedback.list({ search: user.uid })).list;
  if (!row) throw new Error("no feedback");
  return { user, ...row };
}

it("lists, filters and pages the inbox with one statement a page", async () => {
  const one = await feedback({ feedbackImageList: ["https://x.example/1.png"] });
  const two = await feedback({ feedbackType: 4, feedbackContent: "想要夜间模式" });
  expect(one).toMatchObject({ content: "闪退", images: ["https://x.example/1.png"], versionName: "1.0.0", status: 0 });
  const ids = async (input: Parameters<typeof operator.call.feedback.list>[0]) =>
    (await operator.call.feedback.list(input)).list.map(({ feedbackId }) => feedbackId);
  expect(await ids({})).toEqual([two.feedbackId, one.feedbackId]);
  expect(await ids({ feedbackType: 4 })).toEqual([two.feedbackId]);
  expect(await ids({ clientType: 2 })).toEqual([]);
  expect(await ids({ versionCode: 10, aboutRoom: false, search: "反馈" })).toHaveLength(2);
  const first = await operator.call.feedback.list({ count: 1 });
  const second = await operator.call.feedback.list({ count: 1, ...(first.next && { after: first.next }) });
  expect(second).toMatchObject({ list: [{ feedbackId: one.feedbackId }], next: null });
  const { feedbackId } = one;
  expect(await test.statements(() => operator.call.feedback.list({ count: 100 }))).toHaveLength(2);
  expect(await test.statements(() => operator.call.feedback.get({ feedbackId }))).toHaveLength(2);
});

it("is taken on, noted among staff, answered by an official message and closed", async () => {
  const { feedbackId, user } = await feedback();
  await operator.call.feedback.assign({ feedbackId, mine: true });
  await operator.call.feedback.note({ feedbackId, content: "已知问题" });
  test.clock.advance({ seconds: 1 });
  await operator.call.feedback.reply({ feedbackId, title: "回复", content: "下个版本修复", close: true });
  const detail = await operator.call.feedback.get({ feedbackId });
  expect(detail).toMatchObject({ status: 2, replied: 1, assignee: { staffId: operator.staffId } });
  const { list } = (await user.get<MessagePage>("/user/message", { count: 10 })).result;
  expect(list).toHaveLength(1);
  expect(list[0]?.userMessageResult).toMatchObject({ originPushType: 1, messageBody: { content: "下个版本修复" } });
  expect(detail.notes).toMatchObject([
    { content: "已知问题", messageId: null },
    { content: "下个版本修复", messageId: String(list[0]?.messageId) },
  ]);
  await operator.call.feedback.setStatus({ feedbackId, status: 1 });
  await operator.call.feedback.assign({ feedbackId, mine: false });
  expect(await operator.call.feedback.get({ feedbackId })).toMatchObject({ status: 1, assignee: null });
  const admin = await testStaff(test, "admin");
  const actions = (await admin.call.audit.search({ targetId: feedbackId })).list.map(({ action }) => action);
  expect(actions.reverse()).toEqual([
    "feedback.assign",
    "feedback.note",
    "feedback.reply",
    "feedback.status",
    "feedback.assign",
  ]);
});

it("keeps prepared replies, whose variables must be filled before they go", async () => {
  await operator.call.feedback.saveReply({ title: "感谢", content: "{{昵称}}你好，{{ 版本 }}已修复，{{昵称}}" });
  await expect(operator.call.feedback.saveReply({ title: "感谢", content: "x" })).rejects.toThrow("标题已存在");
  const [reply] = await operator.call.feedback.replies();
  expect(reply).toMatchObject({ title: "感谢", variables: ["昵称", "版本"] });
  const { feedbackId, user } = await feedback();
  const send = (content: string) => operator.call.feedback.reply({ feedbackId, title: "回复", content });
  await expect(send(reply?.content ?? "")).rejects.toThrow("请先填写：昵称、版本");
  expect(await test.deps.db.message.count({ where: { uid: user.uid } })).toBe(0);
  const replyId = reply?.replyId ?? "";
  await operator.call.feedback.saveReply({ replyId, title: "谢谢", content: "感谢反馈" });
  expect(await operator.call.feedback.replies()).toMatchObject([{ replyId, title: "谢谢", variables: [] }]);
  await operator.call.feedback.removeReply({ replyId });
  await expect(operator.call.feedback.removeReply({ replyId })).rejects.toMatchObject({ code: "notFound" });
});

it("turns into a report of the room it is about, in its author's name", async () => {
  const host = await test.user();
  const { roomId } = (await host.post<RoomResult>("/room", { name: "吵闹", clubId: "" })).result;
  const { feedbackId, user, ...row } = await feedback({ originFeedbackType: 1, originId: roomId });
  expect(row.roomId).toBe(roomId);
  expect((await operator.call.feedback.get({ feedbackId })).snapshot).toMatchObject({ name: "吵闹" });
  const input = { feedbackId, targetType: 2, targetId: roomId, reportReasonType: 5, reason: "吵闹" } as const;
  const { caseId } = await operator.call.feedback.report(input);
  await expect(operator.call.feedback.report(input)).rejects.toThrow("已转为案件");
  const moderator = await testStaff(test, "moderator");
  const { list } = await moderator.call.reports.reports({ caseId });
  expect(list).toMatchObject([{ reason: "吵闹", reporter: { uid: user.uid } }]);
  expect(await operator.call.feedback.get({ feedbackId })).toMatchObject({ caseId, status: 1 });
});
