import type { ClientFrameInput } from "@chaoqer/contract/channel";
import { ChannelClient, type ChannelSocket, type ChannelState, take } from "@chaoqer/contract/channel-client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { enterRoom, newRoom, processes, stopProcesses, type TestProcess } from "./testing";
import { random } from "./world";

/** Clients whose connections break all the time know the same as those who have just come. RESUME_SEED runs one again. */
const SEED = Number(process.env.RESUME_SEED ?? 1);
const STEPS = 160;

let test: TestApp;
let all: TestProcess[];
const clients: ChannelClient[] = [];
beforeAll(async () => {
  test = await startTestApp();
  all = await processes(test, 2);
});
afterAll(async () => {
  for (const client of clients) client.close();
  await stopProcesses(all);
  await test.close();
});

const next = random(SEED);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;

/** A client that comes back to any of the processes, and what came over its wire. */
function wired(user: TestUser, roomId: string) {
  const seen: { event: string; seq?: number }[] = [];
  const wire: { socket?: WebSocket } = {};
  const open = (after: number | undefined) => {
    const { authorization = "" } = user.headers;
    const query = after === undefined ? "" : `?after=${after}`;
    const socket = new WebSocket(`${pick(all).url}/channel/${roomId}${query}`, { headers: { authorization } });
    socket.on("message", (data) => seen.push(JSON.parse(String(data))));
    wire.socket = socket;
    return socket as unknown as ChannelSocket;
  };
  const client = new ChannelClient({ uid: user.uid, open, retryMs: 5 });
  clients.push(client);
  return { user, client, seen, drop: () => wire.socket?.terminate() };
}

/** A state without its number, and without when hands went up, which is told to newcomers only. */
const known = ({ members, pins, live, hands }: ChannelState) => ({
  members,
  pins,
  live,
  hands: hands.map((hand) => hand.uid),
});

/** What somebody may try to do; most of it is refused now and then. */
function anyFrame(
  uids: readonly string[],
): ClientFrameInput extends infer F ? (F extends unknown ? Omit<F, "sender"> : never) : never {
  const data = pick(uids);
  return pick([
    { event: "invite", action: "request" } as const,
    { event: "invite", action: "request" } as const,
    { event: "invite", action: "cancel" } as const,
    { event: "invite", action: "response", data } as const,
    { event: "invite", action: "response", data } as const,
    { event: "role", action: 1, data } as const,
    { event: "role", action: 2, data } as const,
    { event: "role", action: 0, data } as const,
    { event: "mute", action: pick([0, 1] as const), data } as const,
    { event: "tool", action: "image", data: { n: Math.floor(next() * 100) } } as const,
    { event: "tool", action: "clear" } as const,
    { event: "pin", action: "add", data: `pin ${Math.floor(next() * 1000)}` } as const,
    { event: "live", action: pick(["up", "down"] as const) } as const,
    { event: "live", action: "open", data: "live" } as const,
    { event: "live", action: "close" } as const,
  ]);
}

it(`after ${STEPS} random steps with drops all know what a newcomer is told (seed ${SEED})`, {
  timeout: 120_000,
}, async () => {
  const users = await Promise.all(Array.from({ length: 5 }, () => test.user()));
  const uids = users.map((user) => user.uid);
  await test.deps.db.profile.updateMany({ where: { uid: { in: uids } }, data: { allowLive: true } });
  const roomId = await newRoom(test, users[0] as TestUser);
  const ends = users.map((user) => wired(user, roomId));
  for (const { client } of ends) await expect.poll(() => client.connected, { timeout: 10_000 }).toBe(true);
  for (let step = 0; step < STEPS; step++) {
    // All of it within the grace, however long the connections take.
    test.clock.advance({ seconds: 0.1 });
    const end = pick(ends);
    // One that is not let in yet could take the place of the next one.
    if (next() < 0.25 && end.client.connected) end.drop();
    else if (next() < 0.3 && end.client.state.pins.length > 3)
      end.client.send({ event: "pin", action: "remove", data: pick(end.client.state.pins).pinId });
    else end.client.send(anyFrame([end.user.uid, ...uids]));
    // Lets what was sent go out before the next, now and then; the rest is in flight when it drops.
    if (next() < 0.7) await new Promise(setImmediate);
    if (next() < 0.3) await expect.poll(() => pick(ends).client.connected, { interval: 5 }).toBe(true);
  }
  for (const { client } of ends) await expect.poll(() => client.connected, { timeout: 10_000 }).toBe(true);

  const quiet = async () => {
    test.clock.advance({ seconds: 1 });
    for (const { client } of ends) client.send({ event: "heartbeat" });
    const room = await test.deps.db.room.findUniqueOrThrow({ where: { roomId } });
    return ends.every(({ client }) => client.state.seq === Number(room.seq));
  };
  await expect.poll(quiet, { timeout: 15_000, interval: 250 }).toBe(true);
  const kept = ends.map(({ client }) => structuredClone(client.state));
  for (const { client } of ends) client.close();
  for (const [n, { user, seen }] of ends.entries()) {
    const fresh = await enterRoom(pick(all), user, roomId);
    await fresh.settled();
    const state: ChannelState = { seq: 0, members: {}, pins: [], live: null, hands: [] };
    for (const frame of fresh.frames) take(state, frame, user.uid);
    expect(known(kept[n] as ChannelState)).toEqual(known(state));
    fresh.drop();
    // Whatever has a number came once, and in order, over all its connections.
    const numbers = seen.filter(({ event }) => !["connected", "resumed", "heartbeat"].includes(event));
    const seqs = numbers.flatMap(({ seq: number }) => number ?? []);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  }
  const count = (event: string) => ends.flatMap(({ seen }) => seen).filter((frame) => frame.event === event).length;
  expect(count("resumed")).toBeGreaterThan(10);
  expect(count("resumed")).toBeGreaterThan(count("connected"));
});
