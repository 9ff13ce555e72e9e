import type { EventResult } from "@chaoqer/contract/event";
import type { MessagePage } from "@chaoqer/contract/message";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

/** Reserving and starting, alone and in races. */

let test: TestApp;
let host: TestUser;
let guest: TestUser;
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(async () => {
  [host, guest] = await Promise.all([test.user({ nickname: "主持" }), test.user({ nickname: "嘉宾" })]);
});
afterAll(() => test.close());

const refused = (message: string) => ({ http: 200, status: 0, result: 0, message });
const users = (count: number) => Promise.all(Array.from({ length: count }, () => test.user()));

async function newEvent(minutes = 10, ms = 0): Promise<EventResult> {
  const eventTime = test.clock.now().getTime() + minutes * 60_000 + ms;
  const input = { name: "测试日程", eventTime, memberUidList: [host.uid, guest.uid] };
  return (await host.post<EventResult>("/event", input)).result;
}

const get = async (user: TestUser, eventId: string) => (await user.get<EventResult>(`/event/${eventId}`)).result;
const start = (user: TestUser, eventId: string) => user.post<EventResult>(`/event/${eventId}/start`);
const reserve = (user: TestUser, eventId: string) => user.post(`/event/${eventId}/notify`);

async function messagesOf(user: TestUser) {
  const { result } = await user.get<MessagePage>("/user/message", { count: 100 });
  return result.list.map((item) => item.userMessageResult);
}

describe("reserving", () => {
  it("shows as the viewer's own `notify`, and again is no error", async () => {
    const { eventId } = await newEvent();
    const [fan, other] = (await users(2)) as [TestUser, TestUser];
    expect(await reserve(fan, eventId)).toMatchObject({ http: 200, status: 1, result: {}, message: "Success" });
    test.clock.advance({ seconds: 2 });
    expect(await reserve(fan, eventId)).toMatchObject({ status: 1 });
    expect((await get(fan, eventId)).notify).toBe(1);
    expect((await get(other, eventId)).notify).toBe(0);
    expect(await messagesOf(fan)).toEqual([]);
  });

  it("is refused to members, once there is a room, and more than 30 minutes after the time", async () => {
    const [bound, late] = [await newEvent(5), await newEvent(6)];
    const fan = await test.user();
    for (const member of [host, guest])
      expect(await reserve(member, bound.eventId)).toMatchObject(refused("嘉宾或者主持人无法预约日程"));
    await start(host, bound.eventId);
    expect(await reserve(fan, bound.eventId)).toMatchObject(refused("无法预约已绑定活动的日程"));
    test.clock.advance({ minutes: 36 });
    expect(await reserve(fan, late.eventId)).toMatchObject({ status: 1 });
    test.clock.advance({ seconds: 2 });
    expect(await reserve(await test.user(), late.eventId)).toMatchObject(refused("无法预约已过期的日程"));
  });
});

describe("starting", () => {
  it("opens a room for all, of that name, with the caller as its creator and host", async () => {
    const event = await newEvent();
    const { http, message, result } = await start(guest, event.eventId);
    expect({ http, message }).toEqual({ http: 200, message: "Success" });
    const { roomId, roomResult, ...rest } = result;
    expect(rest).toEqual({ ...event, eventTimeStatus: 1 });
    expect(roomResult).toMatchObject({ roomId, uid: guest.uid, name: "测试日程", inviteOnly: 0, memberTotal: 1 });
    expect(roomResult).not.toHaveProperty("clubId");
    expect(roomResult?.memberList.map((member) => member.uid)).toEqual([guest.uid]);
    const stranger = await test.user();
    expect((await stranger.get(`/room/${roomId}`)).result).toEqual(roomResult);
    expect(await get(stranger, event.eventId)).toEqual(result);
    // Only a host may close it.
    expect(await guest.post(`/room/${roomId}/close`)).toMatchObject({ status: 1 });
  });

  it("is 403 to others", async () => {
    const { eventId } = await newEvent();
    expect((await start(await test.user(), eventId)).http).toBe(403);
  });

  it("is refused before and after the time", async () => {
    const [early, late] = [await newEvent(30, 1), await newEvent(30)];
    expect(await start(host, early.eventId)).toMatchObject(refused("日程时间未开始"));
    test.clock.advance({ ms: 1 });
    expect(await start(guest, early.eventId)).toMatchObject({ status: 1 });
    test.clock.advance({ minutes: 60 });
    expect(await start(host, late.eventId)).toMatchObject(refused("日程时间已过期"));
    const last = await newEvent(5);
    test.clock.advance({ minutes: 35 });
    expect(await start(host, last.eventId)).toMatchObject({ status: 1 });
  });

  it("a second time answers the same event and room, however late", async () => {
    const { eventId } = await newEvent();
    const { roomId } = (await start(host, eventId)).result;
    test.clock.advance({ seconds: 2 });
    expect((await start(guest, eventId)).result).toEqual(await get(guest, eventId));
    test.clock.advance({ minutes: 50 });
    expect(await start(host, eventId)).toMatchObject({ status: 1, result: { roomId, eventTimeStatus: 2 } });
  });

  it("keeps the room's id when the room has closed, and no longer shows the room", async () => {
    const { eventId } = await newEvent();
    const { roomId } = (await start(host, eventId)).result;
    await host.post(`/room/${roomId}/close`);
    const event = await get(guest, eventId);
    expect(event.roomId).toBe(roomId);
    expect(event).not.toHaveProperty("roomResult");
    expect((await start(guest, eventId)).result).toEqual(event);
  });

  it("no longer shows a room whose host never came", async () => {
    const { eventId } = await newEvent();
    const { roomId } = (await start(host, eventId)).result;
    test.clock.advance({ minutes: 11 });
    const event = await get(guest, eventId);
    expect(event.roomId).toBe(roomId);
    expect(event).not.toHaveProperty("roomResult");
  });

  it("ends editing and deleting", async () => {
    const { eventId, name, eventTime, memberUidList } = await newEvent();
    await start(host, eventId);
    const edit = await host.put(`/event/${eventId}`, { name, eventTime, memberUidList });
    expect(edit).toMatchObject(refused("无法编辑已绑定活动的日程"));
    expect(await host.delete(`/event/${eventId}`)).toMatchObject(refused("无法删除已绑定活动的日程"));
  });

  it("tells whoever reserved, once, and pushes it", async () => {
    const { eventId } = await newEvent();
    const [fan, gone, other] = (await users(3)) as [TestUser, TestUser, TestUser];
    await fan.post(`/push/${fan.uid.slice(0, 20)}`);
    await test.runJobs();
    await fan.post(`/user/${host.uid}/block`);
    for (const user of [fan, gone]) await reserve(user, eventId);
    await test.deps.db.account.update({ where: { uid: gone.uid }, data: { status: -99, mobile: null } });
    const { roomId } = (await start(host, eventId)).result;
    test.clock.advance({ seconds: 2 });
    await start(guest, eventId);
    const [message, ...more] = await messagesOf(fan);
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      originPushType: 0,
      originUid: "",
      messageBody: { title: "你预约的活动已经开始了", content: "测试日程", url: `chaoqer://room/${roomId}` },
    });
    expect(await messagesOf(other)).toEqual([]);
    expect(await test.deps.db.message.count({ where: { uid: gone.uid } })).toBe(0);
    await test.runJobs();
    const pushes = await test.sandbox.inspect<{ outcome: string }>(`push?alias=dev_${fan.uid}`);
    expect(pushes.map((push) => push.outcome)).toEqual(["ok"]);
  });
});

describe("races", () => {
  const messagesAbout = (roomId = "") => test.deps.db.message.findMany({ where: { url: `chaoqer://room/${roomId}` } });

  it("two hosts start one event many times at once: one room, one message each", async () => {
    const { eventId } = await newEvent();
    const fans = await users(5);
    for (const fan of fans) await reserve(fan, eventId);
    const rooms = await test.deps.db.room.count();
    const tries = Array.from({ length: 10 }, (_, attempt) => attempt);
    const answers = await Promise.all(
      tries.flatMap((attempt) =>
        [host, guest].map((user) => user.post<EventResult>(`/event/${eventId}/start`, { attempt })),
      ),
    );
    const [roomId, ...others] = new Set(answers.map((answer) => answer.result.roomId));
    expect(others).toEqual([]);
    expect(roomId).toMatch(/^[a-f0-9]{32}$/);
    expect(await test.deps.db.room.count()).toBe(rooms + 1);
    const receivers = (await messagesAbout(roomId)).map((message) => message.uid);
    expect(receivers.sort()).toEqual(fans.map((fan) => fan.uid).sort());
  });

  it("whoever gets to reserve beside a start is told, and nobody else", async () => {
    const { eventId } = await newEvent();
    const fans = await users(10);
    const calls = fans.map((fan) => reserve(fan, eventId));
    const started = start(host, eventId);
    const answers = await Promise.all(calls);
    const { roomId } = (await started).result;
    const reserved = fans.filter((_, index) => answers[index]?.status === 1).map((fan) => fan.uid);
    const told = (await messagesAbout(roomId)).map((message) => message.uid);
    expect(told.sort()).toEqual(reserved.sort());
  });

  it("a start beside a delete: one of them wins", async () => {
    for (let round = 0; round < 6; round++) {
      const { eventId } = await newEvent(round + 5);
      const [started, removed] = await Promise.all([start(guest, eventId), host.delete(`/event/${eventId}`)]);
      expect([started.status, removed.status].sort()).toEqual([0, 1]);
      const event = await test.deps.db.event.findUniqueOrThrow({ where: { eventId } });
      expect(event.roomId === null).toBe(event.deletedTime !== null);
    }
  });

  it("two edits at once: the members are those of the later one, each told once", async () => {
    const { eventId, eventTime } = await newEvent();
    const added = await users(4);
    const edits = added.map((user, index) => {
      const editor = index % 2 ? host : guest;
      const memberUidList = [user.uid, guest.uid, host.uid];
      return editor.put<EventResult>(`/event/${eventId}`, { name: `第${index}`, eventTime, memberUidList });
    });
    const answers = await Promise.all(edits);
    expect(answers.map((answer) => answer.status)).toEqual([1, 1, 1, 1]);
    const { name, memberUidList } = await get(host, eventId);
    expect(answers.map((answer) => answer.result)).toContainEqual(expect.objectContaining({ name, memberUidList }));
    for (const user of added) expect(await messagesOf(user)).toHaveLength(1);
  });
});
