import type { EventPage, EventResult } from "@chaoqer/contract/event";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
let me: TestUser;
beforeAll(async () => {
  test = await startTestApp();
  me = await test.user();
});
beforeEach(async () => {
  test.clock.advance({ seconds: 2 });
  await test.deps.db.event.deleteMany();
});
afterAll(() => test.close());

async function eventAt(eventTime: number, name: string, host = me): Promise<EventResult> {
  return (await host.post<EventResult>("/event", { name, eventTime, memberUidList: [host.uid] })).result;
}

async function list(count: number, lastId?: string) {
  return (await me.get<EventPage>("/event", { count, ...(lastId && { lastId }) })).result;
}

const idsOf = (page: EventPage) => page.list.map((item) => item.eventId);

it("runs through everyone's events, soonest first, and keeps its place while they come and go", async () => {
  const now = test.clock.now().getTime();
  const other = await test.user();
  const third = await eventAt(now + 9_000, "丙");
  const first = await eventAt(now + 5_000, "甲", other);
  const same = [
    await eventAt(now + 7_000, "乙"),
    await eventAt(now + 7_000, "乙二"),
    await eventAt(now + 7_000, "乙三"),
  ];
  const tied = same.map((event) => event.eventId).sort();
  const page = await list(2);
  expect(page.page).toEqual({ count: 2 });
  expect(page.list).toEqual([
    {
      eventId: first.eventId,
      eventResult: first,
      eventTime: first.eventTime,
      sequenceId: `${first.eventTime}:${first.eventId}`,
    },
    expect.objectContaining({ eventId: tied[0] }),
  ]);

  await eventAt(now + 6_000, "早于");
  const last = await eventAt(now + 10_000, "晚于");
  await other.delete(`/event/${first.eventId}`);
  await me.delete(`/event/${tied[0]}`);
  await me.delete(`/event/${tied[2]}`);
  const lastId = page.list[1]?.sequenceId ?? "";
  const rest = await list(10, lastId);
  expect(rest.page).toEqual({ count: 10, lastId });
  expect(idsOf(rest)).toEqual([tied[1], third.eventId, last.eventId]);
  expect((await list(10, rest.list.at(-1)?.sequenceId)).list).toEqual([]);
});

it("begins one hour ago", async () => {
  const event = await eventAt(test.clock.now().getTime() + 1, "刚好");
  const later = await eventAt(test.clock.now().getTime() + 2, "晚一点");
  test.clock.advance({ ms: 1, hours: 1 });
  expect(idsOf(await list(10))).toEqual([event.eventId, later.eventId]);
  test.clock.advance({ ms: 1 });
  expect(idsOf(await list(10))).toEqual([later.eventId]);
});

it("shows the room of a started event, and what I have reserved", async () => {
  const host = await test.user();
  const event = await eventAt(test.clock.now().getTime() + 60_000, "开始", host);
  await me.post(`/event/${event.eventId}/notify`);
  await host.post(`/event/${event.eventId}/start`);
  const [item] = (await list(1)).list;
  expect(item?.eventResult).toMatchObject({ notify: 1, roomResult: { uid: host.uid, name: "开始", memberTotal: 1 } });
  expect(item?.eventResult).toEqual((await me.get(`/event/${event.eventId}`)).result);
});

it("checks its parameters", async () => {
  await eventAt(test.clock.now().getTime() + 1000, "参数");
  expect(await list(0)).toEqual({ page: { count: 0 }, list: [] });
  expect((await me.get("/event")).http).toBe(400);
  expect((await me.get("/event", { count: 1, lastId: "1:2" })).http).toBe(400);
  const refused = { http: 200, status: 0, result: 0, message: "count只能在0到100之间" };
  expect(await me.get("/event", { count: 101 })).toMatchObject(refused);
});
