import type { MessagePage } from "@chaoqer/contract/message";
import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
let host: TestUser;
let guest: TestUser;
let roomId: string;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

beforeEach(async () => {
  host = await test.user({ nickname: "主持" });
  guest = await test.user({ nickname: "客人" });
  roomId = await roomOf(host, { inviteOnly: 1 });
});

const success = { http: 200, status: 1, result: {}, message: "邀请成功" };
const noCard = { http: 200, status: 0, result: 0, message: "对方还没有给你发送名片，无法邀请" };

async function roomOf(creator: TestUser, params: Record<string, string | number>, name = "产品活动"): Promise<string> {
  return (await creator.post<RoomResult>("/room", { name, ...params })).result.roomId;
}

/** A second later, so that it is no repeat. */
function invite(from: TestUser, to: { uid: string }, room = roomId) {
  test.clock.advance({ seconds: 1 });
  return from.post(`/room/${room}/invite/${to.uid}`);
}

const invited = async (user: TestUser, room = roomId) =>
  (await test.deps.db.roomInvite.count({ where: { roomId: room, uid: user.uid } })) === 1;

/** The invites among a user's messages, latest first. */
async function messages(user: TestUser) {
  const { list } = (await user.get<MessagePage>("/user/message", { count: 100 })).result;
  const all = list.map((item) => item.userMessageResult);
  return all.filter((message) => message.messageBody.url.startsWith("chaoqer://room/"));
}

it("opens a private room to the invitee and tells them", async () => {
  await guest.post(`/user/${host.uid}/card`);
  expect((await guest.post(`/room/${roomId}/token`)).result).toBe(400001);
  expect(await invite(host, guest)).toMatchObject(success);
  expect(await messages(guest)).toMatchObject([
    {
      originPushType: 2,
      originUid: host.uid,
      messageBody: { title: "主持邀请你加入活动", content: "产品活动", url: `chaoqer://room/${roomId}` },
    },
  ]);
  expect(await guest.get(`/room/${roomId}`)).toMatchObject({ status: 1 });
  expect(await guest.post(`/room/${roomId}/token`)).toMatchObject({ status: 1 });
  await test.runJobs();
  const pushes = await test.sandbox.inspect(`push?alias=${test.deps.env.PUSH_ENV}_${guest.uid}`);
  expect(pushes).toHaveLength(1);
});

it("names a nameless room by its creator, whoever invites", async () => {
  const open = await roomOf(host, { clubId: "" }, "");
  const member = await test.user({ nickname: "成员" });
  await member.post(`/room/${open}/token`);
  await guest.post(`/user/${member.uid}/card`);
  expect(await invite(member, guest, open)).toMatchObject(success);
  const body = { title: "成员邀请你加入活动", content: "主持创建的活动", url: `chaoqer://room/${open}` };
  expect(await messages(guest)).toMatchObject([{ originUid: member.uid, messageBody: body }]);
});

describe("is refused, in this order", () => {
  it("to whoever cannot see the room", async () => {
    const stranger = await test.user();
    expect((await invite(stranger, { uid: "0".repeat(32) })).result).toBe(400000);
    expect((await invite(host, guest, "0".repeat(32))).result).toBe(400000);
  });

  it("to whoever sees it but is not in it", async () => {
    const open = await roomOf(host, { clubId: "" });
    const stranger = await test.user();
    expect((await invite(stranger, { uid: "0".repeat(32) }, open)).http).toBe(403);
    const now = test.clock.now();
    const row = { roomId, uid: stranger.uid, fromUid: host.uid, sendTime: now, createTime: now };
    await test.deps.db.roomInvite.create({ data: row });
    expect((await invite(stranger, guest)).http).toBe(403);
  });

  it("for an invitee who is nobody, is deleted, or has no profile", async () => {
    for (const uid of ["0".repeat(32), "0".repeat(24)]) expect((await invite(host, { uid })).result).toBe(200002);
    expect((await invite(host, await test.user({ profile: false }))).result).toBe(200002);
    await guest.post(`/user/${host.uid}/card`);
    await test.deps.db.account.update({ where: { uid: guest.uid }, data: { status: -99, mobile: null } });
    expect((await invite(host, guest)).result).toBe(200002);
    expect((await host.post(`/room/${roomId}/invite/nobody`)).http).toBe(404);
  });

  it("without the invitee's card in the caller's holder, even when they are in the room", async () => {
    expect(await invite(host, guest)).toMatchObject(noCard);
    await host.post(`/user/${guest.uid}/card`);
    expect(await invite(host, guest)).toMatchObject(noCard);
    await guest.post(`/user/${host.uid}/card`);
    await host.delete(`/user/${guest.uid}/card`);
    expect(await invite(host, guest)).toMatchObject(noCard);
    const open = await roomOf(host, { clubId: "" });
    await guest.post(`/room/${open}/token`);
    expect(await invite(host, guest, open)).toMatchObject(noCard);
    expect(await invite(host, host)).toMatchObject(noCard);
    expect(await invited(guest)).toBe(false);
  });
});

describe("succeeds but does nothing", () => {
  it("when the invitee is there already; once they are gone it does again", async () => {
    const open = await roomOf(host, { clubId: "" });
    await guest.post(`/user/${host.uid}/card`);
    await guest.post(`/room/${open}/token`);
    expect(await invite(host, guest, open)).toMatchObject(success);
    expect(await messages(guest)).toEqual([]);
    expect(await invited(guest, open)).toBe(false);
    test.clock.advance({ minutes: 9 });
    await host.post(`/room/${open}/token`);
    test.clock.advance({ hours: 2, minutes: 55 });
    expect(await invite(host, guest, open)).toMatchObject(success);
    expect(await messages(guest)).toHaveLength(1);
  });

  it("when the invitee has blocked the caller", async () => {
    await guest.post(`/user/${host.uid}/card`);
    await guest.post(`/user/${host.uid}/block`);
    expect(await invite(host, guest)).toMatchObject(success);
    expect(await messages(guest)).toEqual([]);
    expect(await invited(guest)).toBe(false);
    expect((await guest.get(`/room/${roomId}`)).result).toBe(400000);
  });
});

describe("the same invite", () => {
  it("within 10 minutes sends nothing more, and then it does", async () => {
    await guest.post(`/user/${host.uid}/card`);
    await host.post(`/room/${roomId}/token`);
    await invite(host, guest);
    test.clock.advance({ minutes: 10, ms: -1 });
    expect(await host.post(`/room/${roomId}/invite/${guest.uid}`)).toMatchObject(success);
    expect(await messages(guest)).toHaveLength(1);
    test.clock.advance({ ms: 1 });
    expect(await host.post(`/room/${roomId}/invite/${guest.uid}`, { attempt: 2 })).toMatchObject(success);
    expect(await messages(guest)).toHaveLength(2);
    expect(await invited(guest)).toBe(true);
  });

  it("is not that of another member, to another person or into another room", async () => {
    const open = await roomOf(host, { clubId: "" });
    const [member, third] = (await Promise.all([test.user(), test.user()])) as [TestUser, TestUser];
    await member.post(`/room/${open}/token`);
    for (const user of [guest, third]) await user.post(`/user/${host.uid}/card`);
    await guest.post(`/user/${member.uid}/card`);
    for (const from of [host, member, host, member]) await invite(from, guest, open);
    await invite(host, third, open);
    await invite(host, guest);
    expect((await messages(guest)).map((message) => message.originUid)).toEqual([host.uid, member.uid, host.uid]);
    expect(await messages(third)).toHaveLength(1);
  });

  it("many times at once is one message", async () => {
    await guest.post(`/user/${host.uid}/card`);
    const tries = Array.from({ length: 8 }, (_, n) => host.post(`/room/${roomId}/invite/${guest.uid}`, { attempt: n }));
    for (const answer of await Promise.all(tries)) expect(answer).toMatchObject(success);
    expect(await messages(guest)).toHaveLength(1);
  });
});
