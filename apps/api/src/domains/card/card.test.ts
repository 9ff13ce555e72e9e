import type { MessagePage } from "@chaoqer/contract/message";
import type { ProfilePage, ProfileResult } from "@chaoqer/contract/user";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

/** docs/api/card.md. */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const cards = async (user: TestUser) => (await user.get<ProfilePage>("/user/card", { count: 100 })).result.list;
const messages = async (user: TestUser) => (await user.get<MessagePage>("/user/message", { count: 100 })).result.list;
const seen = async (viewer: TestUser, of: TestUser) =>
  (await viewer.get<ProfileResult>(`/user/${of.uid}/profile`)).result;

async function send(from: TestUser, to: TestUser) {
  test.clock.advance({ seconds: 1 });
  return from.post(`/user/${to.uid}/card`);
}

async function remove(holder: TestUser, sender: TestUser) {
  test.clock.advance({ seconds: 1 });
  return holder.delete(`/user/${sender.uid}/card`);
}

describe("a card", () => {
  it("comes into the holder with a message, once", async () => {
    const [me, other] = [await test.user(), await test.user()];
    expect(await send(me, other)).toMatchObject({ status: 1, message: "对方已收到你的名片" });
    const sentAt = test.clock.now().getTime();
    expect(await send(me, other)).toMatchObject({ status: 1 });
    expect(await cards(other)).toMatchObject([
      { uid: me.uid, createTime: sentAt, sequenceId: `${sentAt}:${me.uid}`, userProfileResult: { uid: me.uid } },
    ]);
    expect(await messages(other)).toMatchObject([
      {
        userMessageResult: {
          originPushType: 2,
          originUid: me.uid,
          messageType: 0,
          messageBody: { title: me.nickname, content: "给你发送了一张名片", url: `chaoqer://profile/${me.uid}` },
        },
      },
    ]);
    expect(await seen(me, other)).toMatchObject({ sendCard: 1, cardTotal: 1 });
    expect(await seen(other, me)).toMatchObject({ sendCard: 0, cardTotal: 0 });
  });

  it("comes again, with a message, after it was deleted", async () => {
    const [me, other] = [await test.user(), await test.user()];
    await send(me, other);
    expect(await remove(other, me)).toMatchObject({ status: 1, message: "删除成功" });
    expect(await remove(other, me)).toMatchObject({ status: 1 });
    expect(await cards(other)).toEqual([]);
    expect(await seen(me, other)).toMatchObject({ sendCard: 1, cardTotal: 0 });
    await send(me, other);
    expect(await cards(other)).toHaveLength(1);
    expect(await messages(other)).toHaveLength(2);
    expect(await seen(me, other)).toMatchObject({ cardTotal: 1 });
  });

  it("to someone who blocked the sender seems to succeed and does not arrive", async () => {
    const [me, other] = [await test.user(), await test.user()];
    await other.post(`/user/${me.uid}/block`);
    expect(await send(me, other)).toMatchObject({ status: 1, message: "对方已收到你的名片" });
    expect(await cards(other)).toEqual([]);
    expect(await messages(other)).toEqual([]);
    expect(await seen(me, other)).toMatchObject({ sendCard: 1, cardTotal: 0 });
    await other.delete(`/user/${me.uid}/block`);
    await send(me, other);
    expect(await cards(other)).toHaveLength(1);
  });

  it("stays sent though the receiver blocks the sender afterwards", async () => {
    const [me, other] = [await test.user(), await test.user()];
    await send(me, other);
    await other.post(`/user/${me.uid}/block`);
    await remove(other, me);
    expect(await seen(me, other)).toMatchObject({ sendCard: 1 });
  });

  it("is refused for oneself and for nobody", async () => {
    const me = await test.user();
    expect(await me.post(`/user/${me.uid}/card`)).toMatchObject({
      status: 0,
      result: 0,
      message: "无法发送名片给自己",
    });
    expect(await me.post(`/user/${"f".repeat(32)}/card`)).toMatchObject({ status: 0, result: 200002 });
    expect(await me.delete(`/user/${"f".repeat(32)}/card`)).toMatchObject({ status: 0, result: 200002 });
  });

  it("is counted right when many come and go at once", async () => {
    const holder = await test.user();
    const senders = await Promise.all(Array.from({ length: 12 }, () => test.user()));
    await Promise.all(senders.map((sender) => sender.post(`/user/${holder.uid}/card`)));
    await Promise.all(senders.slice(0, 5).map((sender) => holder.delete(`/user/${sender.uid}/card`)));
    expect(await seen(holder, holder)).toMatchObject({ cardTotal: 7 });
    expect(await cards(holder)).toHaveLength(7);
  });
});
