import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { enterRoom, newRoom, pass, processes, stopProcesses, type TestProcess, type TestSocket, told } from "./testing";

/** A whole evening: a host, 5 speakers, 200 who listen, on two processes. */

const SPEAKERS = 5;
const AUDIENCE = 200;

let test: TestApp;
let all: TestProcess[];
let users: TestUser[] = [];
let roomId: string;
const sockets = new Map<string, TestSocket>();
beforeAll(async () => {
  test = await startTestApp();
  all = await processes(test, 2);
  for (let n = 0; n < 1 + SPEAKERS + AUDIENCE; n += 20)
    users = users.concat(await Promise.all(Array.from({ length: Math.min(20, 206 - n) }, () => test.user())));
  roomId = await newRoom(test, users[0] as TestUser);
});
afterAll(async () => {
  for (const socket of sockets.values()) socket.drop();
  await stopProcesses(all);
  await test.close();
});

const socketOf = (user: TestUser | undefined) => sockets.get(user?.uid ?? "") as TestSocket;

/** These come in, twenty at a time, by turns to one process and the other. */
async function arrive(some: readonly TestUser[], shift = 0): Promise<void> {
  for (let at = 0; at < some.length; at += 20)
    await Promise.all(
      some.slice(at, at + 20).map(async (user, index) => {
        const process = all[(index + shift) % 2] as TestProcess;
        sockets.set(user.uid, await enterRoom(process, user, roomId));
      }),
    );
}

/** The roles as one connection has been told them. */
function roles(socket: TestSocket): Record<string, number> {
  return Object.fromEntries(Object.entries(told(socket).members).map(([uid, member]) => [uid, member.role]));
}

async function stored(): Promise<Record<string, number>> {
  const rows = await test.deps.db.roomMember.findMany({ where: { roomId, leftTime: null } });
  return Object.fromEntries(rows.map((row) => [row.uid, row.role]));
}

/** Every connection that is open has been told the same, which is what the tables say. */
async function allAgree(): Promise<void> {
  const expected = await stored();
  const open = [...sockets.values()].filter((socket) => !socket.closed);
  for (const socket of open) await expect.poll(() => roles(socket), { timeout: 20_000 }).toEqual(expected);
}

it("comes to its end with everybody told the same", { timeout: 240_000 }, async () => {
  const [host, ...others] = users as [TestUser, ...TestUser[]];
  const speakers = others.slice(0, SPEAKERS);
  const audience = others.slice(SPEAKERS);
  await arrive(users);
  await allAgree();
  expect(Object.keys(await stored())).toHaveLength(206);

  for (const speaker of speakers) {
    socketOf(speaker).send({ event: "invite", action: "request" });
    await socketOf(host).next({ event: "invite", action: "request", sender: speaker.uid });
    socketOf(host).send({ event: "invite", action: "response", data: speaker.uid });
    await socketOf(speaker).next({ event: "invite", action: "response" });
    socketOf(speaker).send({ event: "role", action: 1, data: speaker.uid });
    await socketOf(audience[150]).next({ event: "role", action: 1, data: speaker.uid });
  }
  socketOf(host).send({ event: "pin", action: "add", data: "今晚的话题" });
  for (const user of audience) await socketOf(user).next({ event: "pin", action: "add" });

  // A quarter of the audience loses its connection, and comes back on the other process.
  const away = audience.slice(0, 50);
  for (const user of away) socketOf(user).drop();
  await pass(test, all, 9);
  await arrive(away, 1);
  for (const user of audience.slice(50, 60)) socketOf(user).send({ event: "connection", action: "leave" });
  for (const user of audience.slice(50, 60)) expect(await socketOf(user).end()).toMatchObject({ reason: "left" });
  const troll = audience[60] as TestUser;
  socketOf(host).send({ event: "kick", data: { uid: troll.uid, minutes: 60 } });
  expect(await socketOf(troll).end()).toMatchObject({ reason: "kicked" });
  for (const user of audience.slice(61, 81)) socketOf(user).drop();
  await pass(test, all, 33);
  await allAgree();
  expect(Object.keys(await stored())).toHaveLength(206 - 10 - 1 - 20);

  socketOf(host).send({ event: "connection", action: "leave" });
  const [heir] = [...speakers].sort((a, b) => (a.uid < b.uid ? -1 : 1));
  await socketOf(audience[199]).next({ event: "role", action: 2, data: heir?.uid });
  await socketOf(host).end();
  await allAgree();
  test.clock.advance({ seconds: 2 });
  expect((await heir?.post(`/room/${roomId}/close`))?.status).toBe(1);
  for (const socket of sockets.values()) await socket.end();
  expect(await stored()).toEqual({});
  for (const { app } of all) expect(app.channel.hub.connections).toEqual([]);
});
