import { FRAME_BYTES, type ServerFrame } from "@chaoqer/contract/channel";
import { ChannelClient, type ChannelSocket } from "@chaoqer/contract/channel-client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { createAppCaller } from "../trpc/router";
import { dial, enterRoom, newRoom, processes, startProcess, stopProcesses, type TestProcess } from "./testing";

/** The socket itself: who gets one, and what may go over it. */

let test: TestApp;
let process: TestProcess;
let host: TestUser;
let guest: TestUser;
let roomId: string;
beforeAll(async () => {
  test = await startTestApp();
  [process] = (await processes(test, 1)) as [TestProcess];
  [host, guest] = (await Promise.all([test.user(), test.user()])) as [TestUser, TestUser];
  roomId = await newRoom(test, host);
});
afterAll(() => test.close());

/** The HTTP status that a connection is refused with. */
const refusal = (path: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const socket = new WebSocket(`${process.url}${path}`, { headers });
    socket.on("unexpected-response", (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on("open", () => reject(new Error("it was let in")));
    socket.on("error", () => undefined);
  });

async function ticketOf(user: TestUser): Promise<string> {
  const actor = { uid: user.uid, initialised: true, limited: false, accessSecret: "" };
  const authenticate = { user: async () => actor, wechat: async () => null, staff: async () => null };
  const client = { type: 0, versionName: "UNKNOWN", versionCode: 0 } as const;
  const ctx = { ...test.deps, client, ip: "127.0.0.1", userAgent: "", authenticate };
  return (await createAppCaller(ctx).room.channelTicket({ roomId })).ticket;
}

it("is for signed-in users with a profile, on a path that is a room's", async () => {
  const { authorization = "" } = guest.headers;
  const newcomer = await test.user({ profile: false });
  expect(await refusal(`/channel/${roomId}`)).toBe(401);
  expect(await refusal(`/channel/${roomId}`, { authorization: "Basic x" })).toBe(401);
  expect(await refusal(`/channel/${roomId}`, { authorization: newcomer.headers.authorization ?? "" })).toBe(403);
  expect(await refusal("/channel/abc", { authorization })).toBe(404);
  expect(await refusal(`/other/${roomId}`, { authorization })).toBe(404);
});

it("opens to a ticket once, within a minute, and in its room", async () => {
  const ticket = await ticketOf(guest);
  expect(await refusal(`/channel/${"0".repeat(32)}?ticket=${ticket}`)).toBe(401);
  const socket = dial(process, guest, roomId, `?ticket=${ticket}`);
  expect(await socket.next({ event: "connected" })).toMatchObject({ sender: guest.uid });
  socket.drop();
  expect(await refusal(`/channel/${roomId}?ticket=${ticket}`)).toBe(401);
  const late = await ticketOf(guest);
  test.clock.advance({ minutes: 1 });
  expect(await refusal(`/channel/${roomId}?ticket=${late}`)).toBe(401);
});

it("tells whom a host has blocked, and lets the others in", async () => {
  const blocked = await test.user();
  await host.post(`/user/${blocked.uid}/block`);
  await enterRoom(process, host, roomId);
  const socket = dial(process, blocked, roomId);
  expect(await socket.next({ event: "error" })).toMatchObject({ data: { result: 400001 } });
  expect(await socket.end()).toMatchObject({ reason: "refused" });
});

it("answers a bad frame, does nothing, and ends a connection that goes on like this", async () => {
  const socket = await enterRoom(process, guest, roomId);
  const bad = ["{", "[]", '"x"', '{"event":"heartbeat"}', JSON.stringify({ event: "heartbeat", sender: host.uid })];
  for (const text of bad) {
    socket.raw(text);
    await socket.next({ event: "error" });
  }
  socket.raw(Buffer.from([1, 2, 3]));
  await socket.next({ event: "error" });
  await socket.settled();
  for (let n = 0; n < 6; n++) socket.raw("{");
  expect(await socket.end()).toMatchObject({ reason: "bad" });
});

it("acts on nothing in another's name", async () => {
  const socket = await enterRoom(process, guest, roomId);
  socket.raw(JSON.stringify({ event: "pin", action: "add", data: "x", sender: host.uid }));
  await socket.next({ event: "error", action: "sender" });
  expect(await test.deps.db.roomPin.count({ where: { roomId } })).toBe(0);
  socket.drop();
});

it("takes frames of 16 KB at most", async () => {
  const socket = await enterRoom(process, guest, roomId);
  const frame = JSON.stringify({ event: "heartbeat", sender: guest.uid });
  socket.raw(frame.padEnd(FRAME_BYTES));
  await socket.next({ event: "heartbeat" });
  socket.raw(frame.padEnd(FRAME_BYTES + 1));
  expect(await socket.end()).toMatchObject({ code: 1009 });
});

it("takes so many frames of a kind, and more as time goes by", async () => {
  const socket = await enterRoom(process, guest, roomId);
  for (let n = 0; n < 11; n++) socket.send({ event: "heartbeat" });
  expect(await socket.next({ event: "error", action: "rate" })).toMatchObject({ data: { message: "操作过于频繁" } });
  expect(socket.frames.filter((frame) => frame.event === "heartbeat")).toHaveLength(10);
  test.clock.advance({ seconds: 5 });
  await socket.settled();
  socket.drop();
});

it("cuts off a reader who falls behind, and the others go on", async () => {
  const slow = await enterRoom(process, guest, roomId);
  const [served] = process.app.channel.hub.connections.filter((one) => one.uid === guest.uid);
  slow.socket.pause();
  const text = "x".repeat(64 * 1024);
  for (let n = 0; n < 400 && !served?.ended; n++)
    served?.send({ event: "error", sender: "", data: { result: 0, message: text } });
  expect(served?.ended).toBe("slow");
  slow.drop();
});

it("a user whom a slow database keeps out is no user refused: their client comes in when it can", async () => {
  const slow = await startProcess(test, { HANDLER_TIMEOUT_MS: 500 });
  const headers = { authorization: guest.headers.authorization ?? "" };
  const url = `${slow.url}/channel/${roomId}`;
  const open = () => new WebSocket(url, { headers }) as unknown as ChannelSocket;
  const ends: string[] = [];
  const errors: ServerFrame[] = [];
  const onFrame = (frame: ServerFrame) => void (frame.event === "error" && errors.push(frame));
  let client: ChannelClient | undefined;
  await test.deps.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM rooms WHERE room_id = ${roomId} FOR UPDATE`;
      client = new ChannelClient({ uid: guest.uid, open, onFrame, onEnd: (reason) => ends.push(reason), retryMs: 20 });
      await expect.poll(() => errors.length, { timeout: 20_000 }).toBeGreaterThan(0);
    },
    { timeout: 30_000 },
  );
  await expect.poll(() => client?.connected, { timeout: 20_000 }).toBe(true);
  expect(errors[0]).toMatchObject({ action: "connect", data: { message: "Gateway Timeout" } });
  expect(ends).toEqual([]);
  client?.close();
  await stopProcesses([process, slow]);
});
