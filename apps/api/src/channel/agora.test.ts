import { createHmac } from "node:crypto";
import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { enterRoom, newRoom, processes, type TestProcess } from "./testing";

/** What Agora tells, sent by the sandbox as Agora sends it. */

let test: TestApp;
let process: TestProcess;
let host: TestUser;
let ann: TestUser;
let roomId: string;
let clientSeq = 0;
const JOIN = 103;
const LEAVE = 104;
beforeAll(async () => {
  test = await startTestApp();
  [process] = (await processes(test, 1)) as [TestProcess];
  [host, ann] = (await Promise.all([test.user(), test.user()])) as [TestUser, TestUser];
});
afterAll(() => test.close());
beforeEach(async () => {
  roomId = await newRoom(test, host);
  await host.post(`/room/${roomId}/token`);
  await ann.post(`/room/${roomId}/token`);
});

const seconds = () => Math.floor(test.clock.now().getTime() / 1000);
interface Told {
  noticeId: string;
  status: number;
}

/** Has a notice of Ann sent. @param more replaces parts of the payload */
async function tell(eventType: number, more: Record<string, unknown> = {}, notice: Record<string, unknown> = {}) {
  clientSeq += 1;
  const payload = { channelName: roomId, uid: 2, clientSeq, ts: seconds(), ...more };
  const url = `${process.url.replace("ws", "http")}/agora/notify`;
  const response = await fetch(`${test.sandbox.url}/inspect/agora/notify`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ url, eventType, payload, ...notice }),
  });
  return (await response.json()) as Told;
}
const total = async () => (await host.get<RoomResult>(`/room/${roomId}`)).result.memberTotal;

it("who quits is gone; who may be back has 30 seconds, and a join ends them", async () => {
  expect(await tell(LEAVE, { reason: 1 })).toMatchObject({ status: 200 });
  expect(await total()).toBe(1);
  test.clock.advance({ seconds: 2 });
  await ann.post(`/room/${roomId}/token`);
  for (const reason of [0, 2, 4, 5, 9, 10, 99]) {
    await tell(LEAVE, { reason });
    test.clock.advance({ seconds: 29 });
    expect(await total()).toBe(2);
    await tell(JOIN);
    test.clock.advance({ seconds: 31 });
    expect(await total()).toBe(2);
  }
  await tell(LEAVE, { reason: 10 });
  test.clock.advance({ seconds: 30 });
  expect(await total()).toBe(1);
});

it("a notice counts once, and not after a later one", async () => {
  const { noticeId } = await tell(LEAVE, { reason: 10 });
  await tell(JOIN);
  await tell(LEAVE, { reason: 1, clientSeq: clientSeq + 1 }, { noticeId });
  await tell(LEAVE, { reason: 1, clientSeq: clientSeq - 2 });
  test.clock.advance({ minutes: 1 });
  expect(await total()).toBe(2);
});

it("a late leave of an older stay does not evict whoever has joined again", async () => {
  const ts = seconds();
  test.clock.advance({ seconds: 5 });
  await ann.post(`/room/${roomId}/token`);
  await tell(LEAVE, { reason: 1, ts });
  test.clock.advance({ minutes: 1 });
  expect(await total()).toBe(2);
});

it("with a room channel presence follows that", async () => {
  const socket = await enterRoom(process, ann, roomId);
  await tell(LEAVE, { reason: 1 });
  expect(await total()).toBe(2);
  socket.drop();
});

it("who comes and goes without end is thrown out a minute later", async () => {
  await tell(LEAVE, { reason: 999 });
  const [job] = await test.deps.db.$queryRaw<{ data: object; wait: number }[]>`
    SELECT data, extract(epoch FROM start_after - ${test.clock.now()}::timestamptz)::int AS wait
    FROM pgboss.job WHERE name = 'agora-kick' AND data->>'cname' = ${roomId}`;
  expect(job).toEqual({ data: { cname: roomId, uid: 2, minutes: 0 }, wait: 60 });
});

it("a wrong signature is 401, a form that is not Agora's 400, its health check and other channels 200", async () => {
  expect(await tell(LEAVE, { reason: 1 }, { secret: "another" })).toMatchObject({ status: 401 });
  expect(await total()).toBe(2);
  const check = { channelName: "test_webhook", uid: 12121212 };
  expect(await tell(LEAVE, check)).toMatchObject({ status: 200 });
  expect(await tell(LEAVE, { channelName: "elsewhere" })).toMatchObject({ status: 200 });
  const payload = "[]";
  const signature = createHmac("sha256", test.deps.env.AGORA_NOTIFY_SECRET).update(payload).digest("hex");
  const headers = { "content-type": "application/json", "agora-signature-v2": signature };
  const answer = await test.app.inject({ method: "POST", url: "/agora/notify", headers, payload });
  expect(answer.statusCode).toBe(400);
  const unsigned = await test.app.inject({ method: "POST", url: "/agora/notify", payload: {} });
  expect(unsigned.statusCode).toBe(401);
});
