import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { testStaff } from "../testing/staff";
import { dial, enterRoom, newRoom, processes, stopProcesses, type TestProcess, type TestSocket } from "./testing";

/** Whoever was put out, by a host or by staff, comes back through no door before the time. */

let test: TestApp;
let all: TestProcess[];
let host: TestUser;
let ann: TestUser;
let roomId: string;
let hosting: TestSocket;
let listening: TestSocket;
const near = () => all[0] as TestProcess;
const far = () => all[1] as TestProcess;
beforeAll(async () => {
  test = await startTestApp();
  all = await processes(test, 2);
  host = await test.user();
});
afterAll(async () => {
  await stopProcesses(all);
  await test.close();
});
beforeEach(async () => {
  ann = await test.user();
  await ann.post(`/user/${host.uid}/card`);
  roomId = await newRoom(test, host);
  hosting = await enterRoom(near(), host, roomId);
  listening = await enterRoom(far(), ann, roomId);
  return () => hosting.drop();
});

/** A tRPC call of Ann's. @returns its HTTP status and what it answers */
async function trpc(path: string) {
  const headers = { ...ann.headers, "content-type": "application/json" };
  const payload = JSON.stringify({ json: { roomId } });
  const response = await test.app.inject({ method: "POST", url: `/trpc/${path}`, headers, payload });
  type Answer = { result?: { data: { json: { ticket: string } } }; error?: { json: { message: string } } };
  const { result, error } = response.json<Answer>();
  return { http: response.statusCode, ticket: result?.data.json.ticket ?? "", message: error?.json.message };
}

/** Agora says that she is there. */
async function agoraSays(eventType: number): Promise<void> {
  const { ruid } = await test.deps.db.roomMember.findUniqueOrThrow({ where: { roomId_uid: { roomId, uid: ann.uid } } });
  const ts = Math.floor(test.clock.now().getTime() / 1000);
  const payload = { channelName: roomId, uid: ruid, clientSeq: Date.now(), ts };
  const url = `${far().url.replace("ws", "http")}/agora/notify`;
  const response = await fetch(`${test.sandbox.url}/inspect/agora/notify`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ url, eventType, payload }),
  });
  expect(await response.json()).toMatchObject({ status: 200 });
}

async function invite(): Promise<void> {
  test.clock.advance({ minutes: 1 });
  expect(await host.post(`/room/${roomId}/invite/${ann.uid}`)).toMatchObject({ status: 1 });
}

/** Nobody but the host is in the room, and that is what the host was told. */
async function nobodyCame(): Promise<void> {
  expect((await host.get<RoomResult>(`/room/${roomId}`)).result.memberTotal).toBe(1);
  await hosting.settled();
  const joins = hosting.frames.filter((frame) => frame.event === "connection" && frame.action === "join");
  expect(joins).toHaveLength(1);
}

const kicksOf = async () => {
  const rows = await test.deps.db.$queryRaw<{ data: object }[]>`
    SELECT data FROM pgboss.job WHERE name = 'agora-kick' AND data->>'cname' = ${roomId} AND data ? 'uid' ORDER BY created_on`;
  return rows.map((row) => row.data);
};

describe("a user whom a host has put out", () => {
  const out = async (minutes: number) => {
    hosting.send({ event: "kick", data: { uid: ann.uid, minutes } });
    expect(await listening.end()).toMatchObject({ reason: "kicked" });
    await hosting.next({ event: "connection", action: "leave", sender: ann.uid });
  };
  const why = "无法加入此活动(你已被移出)";

  it("is refused by the channel and by every call, also when invited, and Agora's word counts nothing", async () => {
    await out(60);
    await invite();
    for (const process of all) {
      const socket = dial(process, ann, roomId);
      expect(await socket.next({ event: "error" })).toMatchObject({ data: { result: 400001, message: why } });
      expect(await socket.end()).toMatchObject({ reason: "refused" });
    }
    const { ticket } = await trpc("room.channelTicket");
    const byTicket = dial(far(), ann, roomId, `?ticket=${ticket}`);
    expect(await byTicket.next({ event: "error" })).toMatchObject({ data: { result: 400001, message: why } });
    expect(await byTicket.end()).toMatchObject({ reason: "refused" });
    for (const method of ["POST", "GET"])
      expect(await ann.call(method, `/room/${roomId}/token`)).toMatchObject({ result: 400001, message: why });
    expect(await trpc("room.token")).toMatchObject({ http: 422, message: why });
    for (const joined of [103, 105, 107]) await agoraSays(joined);
    await nobodyCame();
    test.clock.advance({ minutes: 59 });
    const back = await enterRoom(far(), ann, roomId);
    expect(back.frames[0]).toMatchObject({ data: { [ann.uid]: { role: 0, ruid: 2 } } });
    back.drop();
  });

  it("is put out in sound for as long", async () => {
    await out(60);
    expect(await kicksOf()).toEqual([{ cname: roomId, uid: 2, minutes: 60 }]);
    await test.runJobs();
    const [rule] = (await test.sandbox.inspect("agora")).filter(({ cname }) => cname === roomId);
    expect(rule).toMatchObject({ uid: 2, privileges: ["join_channel"], minutes: 60, outcome: "ok" });
  });

  it("may have left just before, and a shorter kick takes nothing off the time", async () => {
    listening.send({ event: "connection", action: "leave" });
    expect(await listening.end()).toMatchObject({ reason: "left" });
    for (const minutes of [60, 5, 0]) hosting.send({ event: "kick", data: { uid: ann.uid, minutes } });
    await hosting.settled();
    expect(hosting.has({ event: "error" })).toBe(false);
    test.clock.advance({ minutes: 6 });
    expect(await ann.post(`/room/${roomId}/token`)).toMatchObject({ result: 400001, message: why });
    await nobodyCame();
    test.clock.advance({ minutes: 54 });
    expect(await ann.post(`/room/${roomId}/token`)).toMatchObject({ status: 1 });
  });

  it("was never there: nobody to put out", async () => {
    const stranger = await test.user();
    hosting.send({ event: "kick", data: { uid: stranger.uid, minutes: 60 } });
    await hosting.next({ event: "error", action: "kick" });
    expect(await stranger.post(`/room/${roomId}/token`)).toMatchObject({ status: 1 });
  });
});

describe("a user whose account is frozen", () => {
  const freeze = async () => {
    const staff = await testStaff(test, "moderator");
    await staff.call.users.act({ uid: ann.uid, actions: [{ kind: "freeze", hours: 1 }], reason: "测试冻结" });
  };

  it("is out at once, has no way in, and comes back with a login only", async () => {
    const { ticket } = await trpc("room.channelTicket");
    await freeze();
    expect(await listening.end()).toMatchObject({ reason: "removed" });
    await hosting.next({ event: "connection", action: "leave", sender: ann.uid });
    await invite();
    for (const query of ["", `?ticket=${ticket}`]) {
      const socket = dial(far(), ann, roomId, query);
      expect(await socket.entered()).toBe(false);
      expect(socket.frames).toEqual([]);
    }
    expect((await ann.post(`/room/${roomId}/token`)).http).toBe(401);
    expect((await trpc("room.token")).http).toBe(401);
    for (const joined of [103, 105, 107]) await agoraSays(joined);
    await nobodyCame();
    expect(await kicksOf()).toEqual([{ cname: roomId, uid: 2, minutes: 1440 }]);
  });

  it("does not slip in while that is being written", async () => {
    for (let round = 0; round < 6; round++) {
      ann = await test.user();
      const entering = round % 2 ? dial(far(), ann, roomId).entered() : ann.post(`/room/${roomId}/token`);
      await Promise.all([entering, freeze()]);
      expect(await test.deps.db.roomMember.count({ where: { roomId, uid: ann.uid, leftTime: null } })).toBe(0);
    }
    listening.drop();
  });
});
