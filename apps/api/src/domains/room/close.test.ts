import type { RoomPage, RoomResult } from "@chaoqer/contract/room";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { KICK_SPACING_MS, takeSlot } from "../../jobs/agora-kick";
import { takeBatch } from "../../jobs/workers";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { closeRoom } from "./presence";

let test: TestApp;
let host: TestUser;
let listener: TestUser;
beforeAll(async () => {
  test = await startTestApp();
  host = await test.user();
  listener = await test.user();
});
afterEach(() => test.sandbox.healFaults());
afterAll(() => test.close());

async function newRoom(): Promise<string> {
  test.clock.advance({ seconds: 2 });
  return (await host.post<RoomResult>("/room", { name: "活动", clubId: "" })).result.roomId;
}
const kicks = async (roomId: string) =>
  (await test.sandbox.inspect("agora")).filter((kick) => kick.cname === roomId).map((kick) => kick.outcome);
const waiting = async (roomId: string) => {
  const rows = await test.deps.db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM pgboss.job WHERE name = 'agora-kick' AND data->>'cname' = ${roomId}
      AND state IN ('created', 'retry')`;
  return rows[0]?.total;
};

it("closes the room for all, and a job empties its channel", async () => {
  const roomId = await newRoom();
  await listener.post(`/room/${roomId}/token`);
  expect(await host.post(`/room/${roomId}/close`)).toMatchObject({
    http: 200,
    status: 1,
    message: "Success",
    result: {},
  });
  expect((await listener.get(`/room/${roomId}`)).result).toBe(400000);
  const { list } = (await listener.get<RoomPage>("/room", { count: 100 })).result;
  expect(list.map((item) => item.roomId)).not.toContain(roomId);
  const closedTime = test.clock.now();
  expect(await test.deps.db.room.findUnique({ where: { roomId } })).toMatchObject({ closedTime, closeReason: "host" });
  const members = await test.deps.db.roomMember.findMany({ where: { roomId } });
  expect(members.map((member) => member.leftTime)).toEqual([closedTime, closedTime]);
  expect(await kicks(roomId)).toEqual([]);
  await test.runJobs();
  const [kick] = (await test.sandbox.inspect("agora")).filter((one) => one.cname === roomId);
  expect(kick).toMatchObject({ cname: roomId, uid: null, privileges: ["join_channel"], minutes: 0, outcome: "ok" });
});

it("twice is one kick; the second time there is no room", async () => {
  const roomId = await newRoom();
  const answers = await Promise.all([1, 2, 3].map((n) => host.post(`/room/${roomId}/close`, { attempt: n })));
  expect(answers.map((answer) => answer.result).sort()).toEqual([400000, 400000, {}]);
  expect(await closeRoom(test.deps, roomId, "staff")).toBe(false);
  expect(await waiting(roomId)).toBe(1);
});

it("by staff closes it as well, with their reason", async () => {
  const roomId = await newRoom();
  expect(await closeRoom(test.deps, roomId, "staff")).toBe(true);
  expect(await test.deps.db.room.findUnique({ where: { roomId } })).toMatchObject({ closeReason: "staff" });
  expect(await closeRoom(test.deps, "0".repeat(32), "staff")).toBe(false);
});

it.each([
  ["answers 500", { mode: "error", status: 500 }],
  ["asks for a pause", { mode: "error", status: 429 }],
  ["is away", { mode: "down" }],
])("holds while Agora %s, and the kick arrives once that is over", async (_, fault) => {
  const roomId = await newRoom();
  await test.sandbox.fault({ target: "agora", ...fault });
  expect(await host.post(`/room/${roomId}/close`)).toMatchObject({ status: 1 });
  await test.runJobs();
  await test.runJobs({ early: true });
  expect((await kicks(roomId)).filter((outcome) => outcome === "ok")).toEqual([]);
  expect(await waiting(roomId)).toBe(1);
  expect((await listener.get(`/room/${roomId}`)).result).toBe(400000);
  await test.sandbox.healFaults();
  await test.runJobs({ early: true });
  await test.runJobs({ early: true });
  expect((await kicks(roomId)).filter((outcome) => outcome === "ok")).toEqual(["ok"]);
  expect(await waiting(roomId)).toBe(0);
});

it("kicks take turns over all processes, at most 10 a second", async () => {
  const other = await startTestApp({ env: { DATABASE_URL: test.deps.env.DATABASE_URL } });
  try {
    const taken = await Promise.all(Array.from({ length: 30 }, (_, n) => takeSlot(n % 2 ? other.deps : test.deps)));
    const times = taken.map((slot) => slot.at).sort((a, b) => a - b);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(KICK_SPACING_MS - 1);
    expect(KICK_SPACING_MS).toBeGreaterThanOrEqual(100);
  } finally {
    await other.close();
  }
});

it("a burst of closings stays within what Agora takes, and none is lost", async () => {
  const rooms: string[] = [];
  for (let n = 0; n < 15; n++) rooms.push(await newRoom());
  await Promise.all(rooms.map((roomId) => host.post(`/room/${roomId}/close`)));
  await takeBatch(test.deps, "agora-kick");
  await takeBatch(test.deps, "agora-kick");
  for (const roomId of rooms) expect(await kicks(roomId)).toEqual(["ok"]);
});
