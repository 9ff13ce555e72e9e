import type { EventResult } from "@chaoqer/contract/event";
import type { MessagePage } from "@chaoqer/contract/message";
import type { ParamValue } from "@chaoqer/contract/sign";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

/** Creating, getting, editing and deleting. */

let test: TestApp;
let host: TestUser;
let guest: TestUser;
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(async () => {
  host = await test.user({ nickname: "主持" });
  guest = await test.user({ nickname: "嘉宾" });
});
afterAll(() => test.close());

const nobody = "0".repeat(32);
const unknown = { http: 200, status: 0, result: 600000, message: "日程不存在" };
const refused = (message: string) => ({ http: 200, status: 0, result: 0, message });
const inMinutes = (minutes: number) => test.clock.now().getTime() + minutes * 60_000;
const uidsOf = (...users: TestUser[]) => users.map((user) => user.uid);

/** What a new event is made of; `undefined` leaves a parameter out. */
function input(change: Record<string, ParamValue | undefined> = {}): Record<string, ParamValue> {
  const all = { name: "测试日程", eventTime: inMinutes(60), memberUidList: [guest.uid, host.uid], ...change };
  const given: Record<string, ParamValue> = {};
  for (const [key, value] of Object.entries(all)) if (value !== undefined) given[key] = value;
  return given;
}

async function newEvent(change: Record<string, ParamValue | undefined> = {}): Promise<EventResult> {
  const answer = await host.post<EventResult>("/event", input(change));
  expect(answer).toMatchObject({ http: 200, status: 1, message: "Success" });
  return answer.result;
}

async function messagesOf(user: TestUser) {
  const { result } = await user.get<MessagePage>("/user/message", { count: 100 });
  return result.list.map((item) => item.userMessageResult);
}

describe("creating", () => {
  it("answers the event, with its members in their order", async () => {
    const third = await test.user();
    const memberUidList = uidsOf(third, host, guest);
    const event = await newEvent({ name: " 测试\n日程 ", desc: "第一行\r\n第二行", memberUidList });
    expect(event).toEqual({
      eventId: expect.stringMatching(/^[a-f0-9]{32}$/),
      uid: host.uid,
      name: "测试 日程",
      desc: "第一行\n第二行",
      eventTime: inMinutes(60),
      eventTimeStatus: 0,
      memberUidList,
      notify: 0,
      createTime: test.clock.now().getTime(),
    });
    expect((await guest.get(`/event/${event.eventId}`)).result).toEqual(event);
  });

  it("leaves `desc` out when there is none", async () => {
    expect(await newEvent()).not.toHaveProperty("desc");
    expect(await newEvent({ desc: "" })).not.toHaveProperty("desc");
  });

  it("takes a form, where the list is JSON in text", async () => {
    const list = JSON.stringify([host.uid]);
    const params = { name: "表单", eventTime: String(inMinutes(5)), memberUidList: list };
    const answer = await host.call<EventResult>("POST", "/event", params, { form: true });
    expect(answer.result).toMatchObject({ memberUidList: [host.uid], eventTime: inMinutes(5) });
  });

  it("tells the others, and not the creator", async () => {
    await guest.post(`/push/${guest.uid.slice(0, 20)}`);
    await test.runJobs();
    const event = await newEvent();
    const [message, ...more] = await messagesOf(guest);
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      uid: guest.uid,
      originPushType: 2,
      originUid: host.uid,
      messageType: 0,
      unread: 1,
      createTime: test.clock.now().getTime(),
      messageBody: {
        title: "主持已添加你为活动嘉宾",
        content: "测试日程",
        url: `chaoqer://event/${event.eventId}`,
      },
    });
    expect(await messagesOf(host)).toEqual([]);
    await test.runJobs();
    const pushes = await test.sandbox.inspect<{ outcome: string }>(`push?alias=dev_${guest.uid}`);
    expect(pushes.map((push) => push.outcome)).toEqual(["ok"]);
  });

  it("adds somebody who has blocked the creator, and does not tell them", async () => {
    await guest.post(`/user/${host.uid}/block`);
    const third = await test.user();
    const event = await newEvent({ memberUidList: uidsOf(host, guest, third) });
    expect(event.memberUidList).toEqual(uidsOf(host, guest, third));
    expect(await messagesOf(guest)).toEqual([]);
    expect(await messagesOf(third)).toHaveLength(1);
  });

  it("collects the links in `desc`", async () => {
    await newEvent({ desc: "看 https://example.com/event-desc 吧" });
    const links = await test.deps.db.link.findMany({ select: { link: true } });
    expect(links).toContainEqual({ link: "https://example.com/event-desc" });
  });

  it.each([
    ["a blank name", { name: " " }, "日程标题不能为空"],
    ["a long name", { name: "长".repeat(101) }, "日程标题不能超过100个字"],
    ["a long desc", { desc: "长".repeat(301) }, "日程介绍不能超过300个字"],
    ["no members", { memberUidList: [] }, "嘉宾或主持人不能为空"],
    ["51 members", { memberUidList: Array(51).fill(nobody) }, "嘉宾或主持人不能超过50人"],
  ])("refuses %s", async (_, change, message) => {
    expect(await host.post("/event", input(change))).toMatchObject(refused(message));
  });

  it("refuses members who are unknown, deleted, without a profile, or named twice", async () => {
    const deleted = await test.user();
    await test.deps.db.account.update({ where: { uid: deleted.uid }, data: { status: -99, mobile: null } });
    const newcomer = await test.user({ profile: false });
    for (const uid of [nobody, "x\u0000", "", deleted.uid, newcomer.uid]) {
      const answer = await host.post("/event", input({ memberUidList: [host.uid, uid] }));
      expect(answer).toMatchObject(refused("嘉宾或主持人中有不存在的用户"));
    }
    const twice = await host.post("/event", input({ memberUidList: [host.uid, guest.uid, guest.uid] }));
    expect(twice).toMatchObject(refused("嘉宾或主持人不能重复"));
    expect(await messagesOf(guest)).toEqual([]);
  });

  it("refuses a list without the caller", async () => {
    const answer = await host.post("/event", input({ memberUidList: [guest.uid] }));
    expect(answer).toMatchObject(refused("嘉宾或主持人必须包含自己"));
  });

  it("takes 50 members, 300 characters of desc and a member who is frozen", async () => {
    const others = await Promise.all(Array.from({ length: 48 }, () => test.user()));
    await test.deps.db.account.update({ where: { uid: guest.uid }, data: { status: -2 } });
    const memberUidList = uidsOf(host, guest, ...others);
    expect((await newEvent({ memberUidList, desc: "长".repeat(300) })).memberUidList).toEqual(memberUidList);
  });

  it("takes a time that lies ahead, at most a year", async () => {
    const nextYear = test.clock.now();
    nextYear.setUTCFullYear(nextYear.getUTCFullYear() + 1);
    const past = refused("日程时间必须晚于当前时间");
    for (const eventTime of [undefined, 0, -1, inMinutes(-1), inMinutes(0)])
      expect(await host.post("/event", input({ eventTime }))).toMatchObject(past);
    for (const eventTime of [nextYear.getTime() + 1, Number.MAX_SAFE_INTEGER])
      expect(await host.post("/event", input({ eventTime }))).toMatchObject(refused("日程时间不能超过一年"));
    expect((await newEvent({ eventTime: nextYear.getTime() })).eventTime).toBe(nextYear.getTime());
    expect((await newEvent({ eventTime: inMinutes(0) + 1 })).eventTimeStatus).toBe(1);
  });

  it("answers 400 when something is missing or of another type", async () => {
    for (const change of [
      { name: undefined },
      { memberUidList: undefined },
      { memberUidList: "x" },
      { eventTime: "x" },
    ])
      expect((await host.post("/event", input(change))).http).toBe(400);
  });
});

describe("eventTimeStatus", () => {
  it("is 0 until 30 minutes before, 1 until 30 minutes after, and then 2", async () => {
    const { eventId } = await newEvent({ eventTime: inMinutes(30) + 1 });
    const status = async () => (await guest.get<EventResult>(`/event/${eventId}`)).result.eventTimeStatus;
    expect(await status()).toBe(0);
    test.clock.advance({ ms: 1 });
    expect(await status()).toBe(1);
    test.clock.advance({ minutes: 60 });
    expect(await status()).toBe(1);
    test.clock.advance({ ms: 1 });
    expect(await status()).toBe(2);
  });
});

describe("editing", () => {
  it("is for any member, and changes all of it", async () => {
    const third = await test.user({ nickname: "第三" });
    const event = await newEvent({ desc: "介绍" });
    await messagesOf(guest);
    const memberUidList = uidsOf(third, host, guest);
    const change = { name: "改名", eventTime: inMinutes(90), memberUidList };
    const answer = await guest.put<EventResult>(`/event/${event.eventId}`, change);
    expect(answer).toMatchObject({ http: 200, status: 1, message: "Success" });
    expect(answer.result).toEqual({ ...event, ...change });
    const told = (await messagesOf(third)).map(({ originUid, messageBody }) => ({ originUid, ...messageBody }));
    expect(told).toEqual([
      {
        originUid: guest.uid,
        title: "嘉宾已添加你为活动嘉宾",
        content: "改名",
        url: `chaoqer://event/${event.eventId}`,
      },
    ]);
    expect(await messagesOf(host)).toEqual([]);
    expect(await messagesOf(guest)).toHaveLength(1);
  });

  it("leaves an absent `desc` and empties it by an empty one", async () => {
    const { eventId } = await newEvent({ desc: "介绍" });
    const edit = async (desc?: string) =>
      (await host.put<EventResult>(`/event/${eventId}`, input({ desc, name: `第${desc}` }))).result.desc;
    expect(await edit()).toBe("介绍");
    expect(await edit("新的")).toBe("新的");
    expect(await edit("")).toBeUndefined();
  });

  it("has the parameters of creating", async () => {
    const { eventId } = await newEvent();
    const edit = (user: TestUser, change: Record<string, ParamValue | undefined>) =>
      user.put(`/event/${eventId}`, input(change));
    expect(await edit(host, { name: "" })).toMatchObject(refused("日程标题不能为空"));
    expect(await edit(host, { eventTime: inMinutes(-1) })).toMatchObject(refused("日程时间必须晚于当前时间"));
    expect(await edit(host, { eventTime: undefined })).toMatchObject(refused("日程时间必须晚于当前时间"));
    const withUnknown = { memberUidList: [...uidsOf(host, guest), nobody] };
    expect(await edit(host, withUnknown)).toMatchObject(refused("嘉宾或主持人中有不存在的用户"));
    const without = refused("嘉宾或主持人必须包含自己");
    expect(await edit(host, { memberUidList: [guest.uid] })).toMatchObject(without);
    expect(await edit(guest, { memberUidList: [guest.uid] })).toMatchObject(without);
    expect(await edit(guest, { memberUidList: [host.uid] })).toMatchObject(without);
  });

  it("is 403 to others, also to a member who was taken out", async () => {
    const { eventId } = await newEvent();
    const stranger = await test.user();
    expect((await stranger.put(`/event/${eventId}`, input({ memberUidList: uidsOf(host, stranger) }))).http).toBe(403);
    await host.put(`/event/${eventId}`, input({ memberUidList: [host.uid] }));
    expect((await guest.put(`/event/${eventId}`, input())).http).toBe(403);
  });

  it("keeps a member whose account is gone, and adds nobody who is", async () => {
    const { eventId } = await newEvent();
    await test.deps.db.account.update({ where: { uid: guest.uid }, data: { status: -99, mobile: null } });
    expect(await host.put(`/event/${eventId}`, input({ name: "改名" }))).toMatchObject({ status: 1 });
    await host.put(`/event/${eventId}`, input({ memberUidList: [host.uid] }));
    const again = await host.put(`/event/${eventId}`, input({ name: "再改" }));
    expect(again).toMatchObject(refused("嘉宾或主持人中有不存在的用户"));
  });
});

describe("deleting", () => {
  it("is for the creator, after which the event is unknown", async () => {
    const { eventId } = await newEvent();
    expect((await guest.delete(`/event/${eventId}`)).http).toBe(403);
    expect(await host.delete(`/event/${eventId}`)).toMatchObject({ http: 200, status: 1, result: {} });
    test.clock.advance({ seconds: 2 });
    for (const id of [eventId, nobody]) {
      expect(await host.get(`/event/${id}`)).toMatchObject(unknown);
      expect(await host.put(`/event/${id}`, input())).toMatchObject(unknown);
      expect(await host.delete(`/event/${id}`)).toMatchObject(unknown);
      expect(await host.post(`/event/${id}/notify`)).toMatchObject(unknown);
      expect(await host.post(`/event/${id}/start`)).toMatchObject(unknown);
    }
  });
});
