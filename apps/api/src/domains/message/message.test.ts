import type { MessagePage } from "@chaoqer/contract/message";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

/** docs/api/message.md. */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** A user with `count` messages, each from another sender. */
async function receiverOf(count: number): Promise<TestUser> {
  const receiver = await test.user();
  for (let sent = 0; sent < count; sent++) await (await test.user()).post(`/user/${receiver.uid}/card`);
  return receiver;
}

const list = async (user: TestUser, params: { count: number; lastId?: string }) =>
  (await user.get<MessagePage>("/user/message", params)).result;
const unread = async (user: TestUser) => (await user.get<number>("/user/message/unread_total")).result;

describe("messages", () => {
  it("run newest first, with the message id as sequenceId", async () => {
    const user = await receiverOf(3);
    const { list: items } = await list(user, { count: 10 });
    const ids = items.map((item) => item.messageId);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    for (const item of items) {
      expect(item.sequenceId).toBe(String(item.messageId));
      expect(Number.isSafeInteger(item.messageId)).toBe(true);
      expect(item.userMessageResult).toMatchObject({
        messageId: item.messageId,
        uid: user.uid,
        createTime: test.clock.now().getTime(),
      });
    }
  });

  it("show unread as it was, and count as read afterwards", async () => {
    const user = await receiverOf(3);
    expect(await unread(user)).toBe(3);
    const flags = async (count: number) =>
      (await list(user, { count })).list.map((item) => item.userMessageResult.unread);
    expect(await flags(2)).toEqual([1, 1]);
    expect(await unread(user)).toBe(1);
    expect(await flags(3)).toEqual([0, 0, 1]);
    expect(await unread(user)).toBe(0);
  });

  it("are paged by keyset while others arrive", async () => {
    const user = await receiverOf(5);
    const first = await list(user, { count: 2 });
    await (await test.user()).post(`/user/${user.uid}/card`);
    const second = await list(user, { count: 10, lastId: first.list[1]?.sequenceId ?? "" });
    const ids = [...first.list, ...second.list].map((item) => item.messageId);
    expect(ids).toHaveLength(5);
    expect(new Set(ids).size).toBe(5);
    expect(second.page).toEqual({ count: 10, lastId: first.list[1]?.sequenceId });
  });

  it("are the receiver's own", async () => {
    const user = await receiverOf(1);
    const stranger = await test.user();
    expect((await list(stranger, { count: 10 })).list).toEqual([]);
    expect(await unread(stranger)).toBe(0);
    expect(await unread(user)).toBe(1);
  });

  it.each(["x", "-1", "1.5", "01", `1:${"a".repeat(32)}`])("are malformed with lastId %j", async (lastId) => {
    expect(await (await test.user()).get("/user/message", { count: 1, lastId })).toMatchObject({
      http: 400,
      status: 0,
    });
  });
});

describe("a stored message", () => {
  it("is pushed to the receiver's alias, with its own cid", async () => {
    const [sender, receiver] = [await test.user(), await test.user()];
    await receiver.post(`/push/${receiver.uid.slice(0, 22)}`);
    await test.runJobs();
    await sender.post(`/user/${receiver.uid}/card`);
    await test.runJobs();
    const pushes = await test.sandbox.inspect<{ payload: { cid: string }; outcome: string }>(
      `push?alias=dev_${receiver.uid}`,
    );
    expect(pushes).toMatchObject([
      {
        outcome: "ok",
        payload: {
          notification: {
            ios: {
              alert: { title: sender.nickname, body: "给你发送了一张名片" },
              sound: "default",
              badge: "+1",
              extras: { url: `chaoqer://profile/${sender.uid}` },
            },
            android: {
              title: sender.nickname,
              alert: "给你发送了一张名片",
              extras: { url: `chaoqer://profile/${sender.uid}` },
            },
          },
          options: { time_to_live: 600, apns_production: false },
        },
      },
    ]);
    expect(pushes[0]?.payload.cid).toBeTruthy();
  });

  it("without a device under the alias is counted and dropped", async () => {
    const [sender, receiver] = [await test.user(), await test.user()];
    await sender.post(`/user/${receiver.uid}/card`);
    await test.runJobs();
    await test.runJobs({ early: true });
    const pushes = await test.sandbox.inspect<{ outcome: string }>(`push?alias=dev_${receiver.uid}`);
    expect(pushes).toHaveLength(1);
    expect(pushes[0]?.outcome).toContain("1011");
    expect(await test.deps.metrics.registry.getSingleMetricAsString("chaoqer_pushes_total")).toMatch(
      /outcome="unreachable"\} [1-9]/,
    );
  });

  it("is not there if its transaction fails", async () => {
    const [sender, receiver] = [await test.user(), await test.user()];
    const jobs = () => test.deps.db.$queryRaw<unknown[]>`SELECT 1 FROM pgboss.job WHERE name = 'push-message'`;
    const before = (await jobs()).length;
    // The receiver's row cannot take one card more, so the whole call is undone.
    await test.deps.db.profile.update({ where: { uid: receiver.uid }, data: { cardTotal: 2_147_483_647 } });
    expect(await sender.post(`/user/${receiver.uid}/card`)).toMatchObject({
      http: 500,
      result: 0,
      message: "Internal Server Error",
      status: 0,
    });
    expect(await unread(receiver)).toBe(0);
    expect((await jobs()).length).toBe(before);
  });
});
