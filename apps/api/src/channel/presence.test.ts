import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeRoom, removeFromRooms } from "../domains/room/presence";
import type { TestUser } from "../testing/harness";
import {
  dial,
  enterRoom,
  newRoom,
  type Pair,
  pass,
  startPair,
  stopPair,
  type TestProcess,
  type TestSocket,
} from "./testing";

/** Coming and going, on two processes: the host on one, the others on the second. */

let pair: Pair;
let { test, users } = {} as Pair;
let roomId: string;
let host: TestSocket;
let ann: TestSocket;
const near = () => pair.all[0] as TestProcess;
const far = () => pair.all[1] as TestProcess;
beforeAll(async () => {
  pair = await startPair();
  ({ test, users } = pair);
});
afterAll(() => stopPair(pair));
beforeEach(async () => {
  roomId = await newRoom(test, users.host);
  host = await enterRoom(near(), users.host, roomId);
  ann = await enterRoom(far(), users.ann, roomId);
  return () => {
    for (const one of [host, ann]) one.drop();
  };
});

const stored = (user: TestUser) =>
  test.deps.db.roomMember.findUniqueOrThrow({ where: { roomId_uid: { roomId, uid: user.uid } } });
const total = async () => (await users.ben.get<RoomResult>(`/room/${roomId}`)).result.memberTotal;
/** Waits until the tables know that the connection is gone. */
async function dropped(socket: TestSocket, user: TestUser): Promise<void> {
  socket.drop();
  await socket.end();
  await expect.poll(async () => (await stored(user)).droppedAt, { timeout: 10_000 }).not.toBeNull();
}
async function annSpeaks(): Promise<void> {
  host.send({ event: "invite", action: "response", data: users.ann.uid });
  await ann.next({ event: "invite", action: "response" });
  ann.send({ event: "role", action: 1, data: users.ann.uid });
  await host.next({ event: "role", action: 1, data: users.ann.uid });
}

it("the newcomer is told everybody, the others the newcomer", async () => {
  const [first] = ann.frames;
  const createTime = test.clock.now().getTime();
  expect(first).toMatchObject({
    event: "connected",
    sender: users.ann.uid,
    data: {
      [users.host.uid]: { ruid: 1, role: 2, tool: "", toolData: null, muted: 0, createTime },
      [users.ann.uid]: { ruid: 2, role: 0, tool: "", toolData: null, muted: 0, createTime },
    },
  });
  const join = await host.next({ event: "connection", action: "join", sender: users.ann.uid });
  expect(join).toMatchObject({ data: { ruid: 2, role: 0 } });
  expect(ann.has({ event: "connection", action: "join" })).toBe(false);
  expect(host.has({ event: "invite", action: "list" })).toBe(true);
  expect(ann.has({ event: "invite", action: "list" })).toBe(false);
  expect(await total()).toBe(2);
});

describe("a drop", () => {
  it("keeps seat and role for 30 seconds, and coming back keeps them for good", async () => {
    await annSpeaks();
    await dropped(ann, users.ann);
    await pass(test, pair.all, 29);
    expect(await total()).toBe(2);
    ann = await enterRoom(near(), users.ann, roomId);
    expect(ann.frames[0]).toMatchObject({ data: { [users.ann.uid]: { role: 1, ruid: 2 } } });
    await pass(test, pair.all, 60);
    expect(await total()).toBe(2);
    expect(host.has({ event: "connection", action: "leave" })).toBe(false);
  });

  it("after 30 seconds is leaving, for the others and in the count", async () => {
    await host.next({ event: "connection", action: "join" });
    await dropped(ann, users.ann);
    test.clock.advance({ seconds: 30 });
    expect(await total()).toBe(1);
    await far().app.channel.tick();
    await host.next({ event: "connection", action: "leave", sender: users.ann.uid });
  });

  it("of the last host makes the earliest speaker host after the grace, and no sooner", async () => {
    await annSpeaks();
    await dropped(host, users.host);
    await pass(test, pair.all, 29);
    expect(await stored(users.ann)).toMatchObject({ role: 1 });
    await pass(test, pair.all, 1);
    await ann.next({ event: "role", action: 2, data: users.ann.uid });
    await ann.next({ event: "invite", action: "list" });
    host = await enterRoom(near(), users.host, roomId);
    expect(host.frames[0]).toMatchObject({ data: { [users.host.uid]: { role: 0 }, [users.ann.uid]: { role: 2 } } });
  });

  it("of the last host closes a room that has no speaker", async () => {
    await dropped(host, users.host);
    await pass(test, pair.all, 30);
    expect(await ann.end()).toMatchObject({ reason: "closed" });
    expect((await users.ben.get(`/room/${roomId}`)).result).toBe(400000);
  });
});

describe("one connection a user", () => {
  it("the newer one, on another process, ends the older and keeps the role; the old one's end evicts nobody", async () => {
    await annSpeaks();
    const newer = await enterRoom(near(), users.ann, roomId);
    expect(await ann.end()).toMatchObject({ reason: "replaced" });
    expect(ann.has({ event: "close", data: { reason: "replaced" } })).toBe(true);
    expect(newer.frames[0]).toMatchObject({ data: { [users.ann.uid]: { role: 1 } } });
    await pass(test, pair.all, 60);
    expect(await stored(users.ann)).toMatchObject({ leftTime: null, droppedAt: null, role: 1 });
    newer.drop();
  });

  it("a token beside the connection does not void it", async () => {
    await users.ann.post(`/room/${roomId}/token`);
    ann.send({ event: "invite", action: "request" });
    await host.next({ event: "invite", action: "request", sender: users.ann.uid });
  });
});

describe("the end comes", () => {
  it("after 120 seconds of silence; each frame starts them again", async () => {
    host.send({ event: "heartbeat" });
    await host.next({ event: "heartbeat" });
    await pass(test, pair.all, 60);
    ann.send({ event: "heartbeat" });
    await ann.next({ event: "heartbeat" });
    await pass(test, pair.all, 60);
    expect(await host.end()).toMatchObject({ reason: "silent" });
    expect(ann.closed).toBeUndefined();
  });

  it("to all when the room closes", async () => {
    await closeRoom(test.deps, roomId, "staff");
    for (const one of [host, ann]) expect(await one.end()).toMatchObject({ reason: "closed" });
    const late = dial(far(), users.ann, roomId);
    expect(await late.end()).toMatchObject({ reason: "refused" });
    expect(late.frames).toMatchObject([{ event: "error", data: { result: 400000 } }, { event: "close" }]);
  });

  it("to whoever is removed, at once, and to whose session ended", async () => {
    await removeFromRooms(test.deps, users.ann.uid);
    expect(await ann.end()).toMatchObject({ reason: "removed" });
    ann = await enterRoom(far(), users.ann, roomId);
    const { uid } = users.ann;
    const session = await test.deps.db.session.findUniqueOrThrow({
      where: { uid },
      omit: { tokenHash: false, accessSecret: false },
    });
    await test.deps.db.session.delete({ where: { uid } });
    await pass(test, pair.all, 12);
    expect(await ann.end()).toMatchObject({ reason: "signedOut" });
    await test.deps.db.session.create({ data: session });
  });

  it("with one's own word at once, without grace", async () => {
    await host.next({ event: "connection", action: "join" });
    ann.send({ event: "connection", action: "leave" });
    expect(await ann.end()).toMatchObject({ reason: "left" });
    await host.next({ event: "connection", action: "leave", sender: users.ann.uid });
    expect(await total()).toBe(1);
  });
});

describe("processes", () => {
  it("that have no heartbeat are swept by others; within the grace their users come back", async () => {
    await annSpeaks();
    const before = (await stored(users.ann)).processId;
    // The far process stands still: only the near one does its rounds.
    await pass(test, [near()], 12);
    expect(await stored(users.ann)).toMatchObject({ processId: null, leftTime: null, role: 1 });
    expect(before).toBe(far().app.channel.hub.processId);
    await pass(test, [near()], 18);
    const back = await enterRoom(near(), users.ann, roomId);
    expect(back.frames[0]).toMatchObject({ data: { [users.ann.uid]: { role: 1 } } });
    back.drop();
    await pass(test, pair.all, 3);
  });

  it("that were only slow take their connections back", async () => {
    await pass(test, [near()], 12);
    expect(await stored(users.ann)).toMatchObject({ processId: null });
    await pass(test, pair.all, 3);
    expect(await stored(users.ann)).toMatchObject({ processId: far().app.channel.hub.processId, droppedAt: null });
    await pass(test, pair.all, 60);
    expect(await total()).toBe(2);
  });

  it("that were slow for longer than the grace tell their users that the place is lost", async () => {
    await pass(test, [near()], 45);
    await ann.end();
    expect(["left", "lost"]).toContain(ann.closed?.reason);
    expect(await total()).toBe(1);
    await pass(test, pair.all, 3);
  });

  it("make up for what they did not hear while their listener was away", async () => {
    await host.next({ event: "connection", action: "join" });
    await test.deps.db.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'chaoqer-listen' AND datname = current_database()`;
    ann.send({ event: "invite", action: "request" });
    await host.next({ event: "invite", action: "request", sender: users.ann.uid });
  });
});
