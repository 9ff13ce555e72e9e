import { type MortalServer, startMortalServer } from "@chaoqer/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { compare } from "./comparison";
import { Schedule } from "./schedule";
import { processes } from "./testing";
import { crowds, World } from "./world";

/**
 * The database goes away in the middle of random schedules, processes with it, and comes back; the model knows what
 * that may cost.
 */

const SEED = Number(process.env.MODEL_SEED ?? 1);
const ROOMS = 6;
/** How long the database is away, in seconds, for less and for more than the grace; and who is killed meanwhile. */
const OUTAGES: { seconds: number; killed: "nobody" | "the first" | "the second" }[] = [
  { seconds: 4, killed: "nobody" },
  { seconds: 4, killed: "the first" },
  { seconds: 45, killed: "nobody" },
  { seconds: 45, killed: "the second" },
];
const INDEX = { nobody: undefined, "the first": 0, "the second": 1 };

let server: MortalServer;
let test: TestApp;
let world: World;
let groups: TestUser[][];
beforeAll(async () => {
  server = await startMortalServer();
  test = await startTestApp({ server });
  world = new World(test, await processes(test, 2));
  groups = await crowds(test, ROOMS, 5);
});
afterAll(async () => {
  await world.stop();
  await test.close();
  await server.stop();
});

it.each(OUTAGES)(
  "rooms are as the model says after the database was away for $seconds s (killed: $killed)",
  {
    timeout: 60_000,
  },
  async ({ seconds, killed }) => {
    const seed = SEED + seconds * 100 + (INDEX[killed] ?? 2);
    const schedules = groups.map((users, room) => new Schedule(world, users, seed * 1000 + room));
    await world.begin(seed, schedules);
    for (let round = 0; round < 6; round++) await world.round();
    await world.outage(server, seconds, INDEX[killed]);
    await world.pass(1);
    await world.each(compare);
    expect(schedules.filter(({ model }) => !model.closed).length, "rooms that are open still").toBeGreaterThan(0);
    for (let round = 0; round < 6; round++) await world.round();
    await world.quiet();
    await world.each(compare);
    await world.each((schedule) => schedule.end());
    await world.bury();
  },
);
