import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { compare } from "./comparison";
import { Schedule } from "./schedule";
import { enterRoom, newRoom, processes, type TestProcess, told } from "./testing";
import { crowds, random, World } from "./world";

/**
 * Random schedules in rooms of two processes against the model: MODEL_SCHEDULES=5000 for a long run. What fails names
 * its seed; MODEL_SEED=… MODEL_SCHEDULES=1 runs its rooms again.
 */
const SCHEDULES = Number(process.env.MODEL_SCHEDULES ?? 200);
const SEED = Number(process.env.MODEL_SEED ?? 1);
const ROOMS = 50;
const ROUNDS = 24;

let test: TestApp;
let world: World;
let groups: TestUser[][];
beforeAll(async () => {
  test = await startTestApp();
  world = new World(test, await processes(test, 2));
  groups = await crowds(test, ROOMS, 5);
});
afterAll(async () => {
  await world.stop();
  await test.close();
});

it(`${SCHEDULES} random schedules end as the model does`, { timeout: 3_600_000 }, async () => {
  for (let n = 0; n * ROOMS < SCHEDULES; n++) {
    const seed = SEED + n;
    const schedules = groups.map((users, room) => new Schedule(world, users, seed * 1000 + room));
    await world.begin(seed, schedules);
    for (let round = 1; round <= ROUNDS; round++) {
      await world.round();
      if (round % 12 === 0) await world.each(compare);
    }
    await world.quiet();
    await world.each(compare);
    await world.each((schedule) => schedule.end());
    await world.bury();
  }
});

it("whatever happens at once, the tables and all that were told agree, and an open room has a host", {
  timeout: 120_000,
}, async () => {
  for (const [n, users] of groups.slice(0, 10).entries()) {
    const next = random(1_000_000 + SEED + n);
    const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
    const roomId = await newRoom(test, users[0] as TestUser);
    const sockets = await Promise.all(
      users.map((user, index) => enterRoom(world.alive[index % 2] as TestProcess, user, roomId)),
    );
    for (let left = 40; left > 0; left--) {
      const by = pick(sockets);
      const { uid } = pick(users);
      const kick = { event: "kick", data: { uid, minutes: 0 } } as const;
      by.send(
        pick([
          { event: "invite", action: "response", data: uid },
          { event: "role", action: 1, data: by.uid },
          { event: "role", action: 2, data: uid },
          { event: "role", action: 0, data: uid },
          { event: "mute", data: uid },
          left % 8 === 0 ? kick : { event: "invite", action: "request" },
        ] as const),
      );
    }
    sockets[0]?.send({ event: "connection", action: "leave" });
    await sockets[0]?.end();
    for (const socket of sockets) if (!socket.closed) await Promise.race([socket.settled(), socket.end()]);
    const where = { roomId, leftTime: null };
    const rows = await test.deps.db.roomMember.findMany({ where });
    const { closedTime } = await test.deps.db.room.findUniqueOrThrow({ where: { roomId } });
    expect(rows.some(({ role }) => role === 2)).toBe(closedTime === null);
    const stored = rows.map(({ uid, role, muted }) => `${uid} ${role} ${Number(muted)}`).sort();
    for (const socket of sockets) {
      const here = rows.some(({ uid }) => uid === socket.uid);
      await expect.poll(() => socket.closed === undefined, { interval: 5, timeout: 20_000 }).toBe(here);
      const members = () =>
        Object.entries(told(socket).members).map(([uid, { role, muted }]) => `${uid} ${role} ${muted}`);
      if (here) await expect.poll(() => members().sort(), { interval: 5, timeout: 20_000 }).toEqual(stored);
      socket.drop();
    }
  }
});
