import type { RoomPage, RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
let host: TestUser;
let viewer: TestUser;
beforeAll(async () => {
  test = await startTestApp();
  host = await test.user();
  viewer = await test.user();
});
afterAll(() => test.close());

/** With 0 seconds between them rooms open at one and the same millisecond, where the id decides. */
async function roomOf(name: string, seconds = 2): Promise<string> {
  test.clock.advance({ seconds });
  return (await host.post<RoomResult>("/room", { name, clubId: "" })).result.roomId;
}

const page = async (params: Record<string, string | number>) => (await viewer.get<RoomPage>("/room", params)).result;

it("runs from the latest on, and keeps its place while rooms come and go", async () => {
  const old = await roomOf("先开");
  const twins = [await roomOf("甲"), await roomOf("乙", 0), await roomOf("丙", 0), await roomOf("丁", 0)]
    .sort()
    .reverse();
  const latest = await roomOf("最后", 1);
  const first = await page({ count: 2 });
  expect(first.page).toEqual({ count: 2 });
  expect(first.list.map((item) => item.roomId)).toEqual([latest, twins[0]]);
  const createTime = test.clock.now().getTime();
  const roomResult = (await viewer.get<RoomResult>(`/room/${latest}`)).result;
  expect(first.list[0]).toEqual({ roomId: latest, roomResult, createTime, sequenceId: `${createTime}:${latest}` });

  await roomOf("新的");
  for (const roomId of [twins[0], twins[2]]) await host.post(`/room/${roomId}/close`);
  const lastId = first.list[1]?.sequenceId ?? "";
  const rest = await page({ count: 10, lastId });
  expect(rest.page).toEqual({ count: 10, lastId });
  expect(rest.list.map((item) => item.roomId)).toEqual([twins[1], twins[3], old]);
  const end = rest.list.at(-1)?.sequenceId ?? "";
  expect((await page({ count: 10, lastId: end })).list).toEqual([]);
});

it("leaves out rooms that nobody hosts any more, before any job has run", async () => {
  const roomId = await roomOf("空的");
  expect((await page({ count: 1 })).list.map((item) => item.roomId)).toEqual([roomId]);
  test.clock.advance({ minutes: 10, ms: -1 });
  expect((await page({ count: 100 })).list.map((item) => item.roomId)).toContain(roomId);
  test.clock.advance({ ms: 1 });
  expect((await page({ count: 100 })).list.map((item) => item.roomId)).not.toContain(roomId);
});

it("checks its parameters", async () => {
  await roomOf("参数");
  expect(await page({ count: 0 })).toEqual({ page: { count: 0 }, list: [] });
  expect((await viewer.get("/room")).http).toBe(400);
  expect((await viewer.get("/room", { count: 1, lastId: "nonsense" })).http).toBe(400);
  const refused = { http: 200, status: 0, result: 0, message: "count只能在0到100之间" };
  expect(await viewer.get("/room", { count: 101 })).toMatchObject(refused);
  expect((await page({ count: 1, lastId: "" })).list).toHaveLength(1);
});
