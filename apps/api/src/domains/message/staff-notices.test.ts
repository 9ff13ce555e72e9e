import { randomBytes } from "node:crypto";
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

const body = { title: "停机维护", content: "今晚两点维护", url: "https://www.example.com/notice" };
const has = (uid: string) => test.deps.db.message.count({ where: { uid, originPushType: 1, title: body.title } });

async function fill(count: number): Promise<void> {
  const { db, clock } = test.deps;
  const now = clock.now();
  const uids = Array.from({ length: count }, () => randomBytes(16).toString("hex"));
  await db.account.createMany({
    data: uids.map((uid, i) => ({
      uid,
      mobile: `+8613${String(i).padStart(9, "0")}`,
      createTime: now,
      lastActiveTime: now,
    })),
  });
  const avatar = "https://cdn.example.com/a.jpg";
  await db.profile.createMany({
    data: uids.map((uid) => ({ uid, nickname: "某人", avatar, createTime: now, updateTime: now })),
  });
}

it("goes to a list, once each, whom there is", async () => {
  const [one, two, other] = [await test.user(), await test.user(), await test.user()];
  const uidList = [one.uid, two.uid, one.uid, "0".repeat(32)];
  const { noticeId } = await operator.call.notices.create({ ...body, audience: "list", uidList });
  expect(await operator.call.notices.reach({ noticeId })).toEqual({ users: 2 });
  await operator.call.notices.send({ noticeId });
  await expect(operator.call.notices.send({ noticeId })).rejects.toThrow("正在发送或已发送");
  await test.runJobs();
  expect(await operator.call.notices.get({ noticeId })).toMatchObject({ status: "done", total: 2, sent: 2 });
  expect([await has(one.uid), await has(two.uid), await has(other.uid)]).toEqual([1, 1, 0]);
});

it("is tried on oneself first, and can be rewritten until it is sent", async () => {
  const me = await test.user();
  const { noticeId } = await operator.call.notices.create({ ...body, audience: "all" });
  await operator.call.notices.test({ noticeId, uid: me.uid });
  expect(await has(me.uid)).toBe(1);
  await operator.call.notices.update({ noticeId, ...body, content: "改期", audience: "list", uidList: [me.uid] });
  expect(await operator.call.notices.get({ noticeId })).toMatchObject({ status: "draft", content: "改期", sent: 0 });
  await operator.call.notices.send({ noticeId });
  await test.runJobs();
  expect(await has(me.uid)).toBe(2);
  const again = operator.call.notices.update({ noticeId, ...body, audience: "all" });
  await expect(again).rejects.toThrow("无法修改");
  await expect(operator.call.notices.remove({ noticeId })).rejects.toThrow("无法修改");
});

it("needs receivers that fit its kind", async () => {
  await expect(operator.call.notices.create({ ...body, audience: "list" })).rejects.toThrow("接收用户名单");
  const uidList = [operator.staffId];
  await expect(operator.call.notices.create({ ...body, audience: "all", uidList })).rejects.toThrow("接收用户名单");
  await expect(operator.call.notices.create({ ...body, url: "javascript:x", audience: "all" })).rejects.toThrow("链接");
});

it("goes to everyone in batches, stops when told, and goes on where it was", async () => {
  test.clock.advance({ minutes: 1 });
  await fill(1200);
  const { noticeId } = await operator.call.notices.create({ ...body, title: "全体", audience: "all" });
  const { users } = await operator.call.notices.reach({ noticeId });
  await operator.call.notices.send({ noticeId });
  await test.runJobs();
  expect(await operator.call.notices.get({ noticeId })).toMatchObject({ status: "sending", total: users, sent: 500 });
  await operator.call.notices.stop({ noticeId });
  await test.runJobs();
  expect(await operator.call.notices.get({ noticeId })).toMatchObject({ status: "stopped", sent: 500 });
  await operator.call.notices.send({ noticeId });
  for (let i = 0; i < 4; i++) await test.runJobs();
  expect(await operator.call.notices.get({ noticeId })).toMatchObject({ status: "done", sent: users });
  expect(await test.deps.db.message.count({ where: { noticeId } })).toBe(users);
  const first = await operator.call.notices.list({ count: 1 });
  expect(first.list).toMatchObject([{ noticeId, audience: "all" }]);
});

it("finds whom it can reach by uid and by how the nickname begins, and nobody by phone number", async () => {
  const [one, two] = [await test.user({ nickname: "收件人乙" }), await test.user({ nickname: "收件人甲" })];
  const gone = await test.user({ nickname: "收件人丙" });
  await test.deps.db.account.update({ where: { uid: gone.uid }, data: { status: -99, mobile: null } });
  const find = async (search: string) =>
    (await operator.call.notices.findReceivers({ search })).map(({ nickname }) => nickname);
  expect(await find(one.uid)).toEqual(["收件人乙"]);
  expect((await find("收件人")).sort()).toEqual(["收件人乙", "收件人甲"]);
  expect(await find("件人")).toEqual([]);
  expect(await find(two.mobile)).toEqual([]);
  await expect(find(" ")).rejects.toThrow("请填写昵称或用户编号");
});
