import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { dropLog } from "../domains/room/log";
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

/** Coming back with the number of the last change one knows: what was missed comes, in order, once. */

let pair: Pair;
let { test, users } = {} as Pair;
let roomId: string;
let host: TestSocket;
let ann: TestSocket;
let ben: TestSocket;
const [near, far] = [() => pair.all[0] as TestProcess, () => pair.all[1] as TestProcess];
beforeAll(async () => {
  pair = await startPair();
  ({ test, users } = pair);
});
afterAll(() => stopPair(pair));
beforeEach(async () => {
  roomId = await newRoom(test, users.host);
  host = await enterRoom(near(), users.host, roomId);
  ann = await enterRoom(far(), users.ann, roomId);
  ben = await enterRoom(far(), users.ben, roomId);
  for (const one of [host, ann]) await one.next({ event: "connection", action: "join", sender: users.ben.uid });
  return () => {
    for (const one of [host, ann, ben]) one.drop();
  };
});

/** The number that a connection is at. */
async function seqOf(socket: TestSocket): Promise<number> {
  socket.send({ event: "heartbeat" });
  return (await socket.next({ event: "heartbeat" })).seq ?? 0;
}
async function back(process: TestProcess, user: TestUser, after: number | string): Promise<TestSocket> {
  const socket = dial(process, user, roomId, `?after=${after}`);
  await once(socket.socket, "open");
  return socket;
}
/** What a connection was told until all that was logged by now had come, as `event/action seq`. */
async function told(socket: TestSocket): Promise<string[]> {
  await socket.settled();
  return socket.frames
    .filter((frame) => frame.event !== "heartbeat")
    .map((frame) => `${frame.event}${"action" in frame ? `/${frame.action}` : ""} ${frame.seq ?? "-"}`);
}
async function pin(data: string): Promise<void> {
  host.send({ event: "pin", action: "add", data });
  await host.next({ event: "pin", action: "add" });
}
async function speak(user: TestUser, socket: TestSocket): Promise<void> {
  host.send({ event: "invite", action: "response", data: user.uid });
  await socket.next({ event: "invite", action: "response", data: user.uid });
  socket.send({ event: "role", action: 1, data: user.uid });
  for (const one of [host, socket]) await one.next({ event: "role", action: 1, data: user.uid });
}

it("tells what was missed and nothing else, on another process too, and goes on from there", async () => {
  const at = await seqOf(ann);
  ann.drop();
  await pin("one");
  await pin("two");
  const again = await back(near(), users.ann, at);
  await again.next({ event: "pin", action: "add" });
  await pin("three");
  await again.next({ event: "pin", action: "add" });
  await again.next({ event: "pin", action: "add" });
  expect(await told(again)).toEqual([
    `resumed ${at}`,
    `pin/add ${at + 1}`,
    `pin/add ${at + 2}`,
    // In between is that the older connection is ended.
    `pin/add ${at + 4}`,
  ]);
});

it.each([
  ["no number", "abc"],
  ["a number that the room is not at yet", "100000"],
  ["a number below zero", "-1"],
  ["a number from before they came", "0"],
])("gives the whole state for %s", async (_, after) => {
  ann.drop();
  expect((await told(await back(far(), users.ann, after))).slice(0, 2)).toEqual([
    expect.stringMatching(/^connected /),
    "pin/list -",
  ]);
});

it("gives the whole state once the log has been cut", async () => {
  const at = await seqOf(ann);
  ann.drop();
  await pin("one");
  test.clock.advance({ seconds: 1 });
  await dropLog(test.deps, test.clock.now());
  await pin("two");
  const [first] = await told(await back(far(), users.ann, at));
  expect(first).toMatch(/^connected /);
});

it("gives the whole state to who was gone for good in between", async () => {
  const at = await seqOf(ann);
  ann.drop();
  await pass(test, pair.all, 33);
  await host.next({ event: "connection", action: "leave", sender: users.ann.uid });
  const [first] = await told(await back(far(), users.ann, at));
  expect(first).toMatch(/^connected /);
});

it("tells nobody's hand to who was no host then, and the invitation only to whom it is for", async () => {
  const at = { ann: await seqOf(ann), ben: await seqOf(ben) };
  ben.drop();
  ann.send({ event: "invite", action: "request" });
  await host.next({ event: "invite", action: "request" });
  ann.drop();
  host.send({ event: "invite", action: "response", data: users.ann.uid });
  await host.next({ event: "invite", action: "response" });
  const again = { ann: await back(far(), users.ann, at.ann), ben: await back(near(), users.ben, at.ben) };
  expect(await told(again.ann)).toEqual([`resumed ${at.ann}`, `invite/response ${at.ann + 2}`]);
  expect(await told(again.ben)).toEqual([`resumed ${at.ben}`]);
});

it("tells a host who was put down what hosts were told until then, and nothing of it later", async () => {
  await speak(users.ann, ann);
  host.send({ event: "role", action: 2, data: users.ann.uid });
  await ann.next({ event: "invite", action: "list" });
  const at = await seqOf(ann);
  ann.drop();
  ben.send({ event: "invite", action: "request" });
  await host.next({ event: "invite", action: "request" });
  host.send({ event: "role", action: 0, data: users.ann.uid });
  await host.next({ event: "role", action: 0 });
  ben.send({ event: "invite", action: "cancel" });
  await host.next({ event: "invite", action: "cancel" });
  const again = await back(near(), users.ann, at);
  expect(await told(again)).toEqual([`resumed ${at}`, `invite/request ${at + 1}`, `role/0 ${at + 2}`]);
  ben.send({ event: "invite", action: "request" });
  await host.next({ event: "invite", action: "request" });
  expect(await told(again)).toHaveLength(3);
});

it("tells who became host meanwhile the hands, and acts on their frames as a host's", async () => {
  await speak(users.ann, ann);
  const at = await seqOf(ann);
  ann.drop();
  ben.send({ event: "invite", action: "request" });
  await host.next({ event: "invite", action: "request" });
  host.send({ event: "role", action: 2, data: users.ann.uid });
  await host.next({ event: "role", action: 2 });
  const again = await back(near(), users.ann, at);
  expect(await told(again)).toEqual([`resumed ${at}`, `role/2 ${at + 2}`, `invite/list ${at + 3}`]);
  ben.send({ event: "invite", action: "cancel" });
  await again.next({ event: "invite", action: "cancel" });
});
