import { createServer, type Socket } from "node:net";
import { inTransaction } from "@chaoqer/db/tx";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { createFanout, type Fanout } from "./fanout";
import { enterRoom, newRoom, processes, stopProcesses, type TestProcess } from "./testing";

/** Both ways in which processes hear of each other. Redis is tested where one answers at REDIS_TEST_URL. */

const REDIS_URL = process.env.REDIS_TEST_URL ?? "redis://127.0.0.1:6379";

async function redisAnswers(): Promise<boolean> {
  const client = new Redis(REDIS_URL, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1000 });
  client.on("error", () => undefined);
  const answers = await client.connect().then(
    () => true,
    () => false,
  );
  client.disconnect();
  return answers;
}
const reachable = await redisAnswers();
const why = reachable ? "" : ` (left out: no Redis answers at ${REDIS_URL})`;

describe.each<{ name: string; env: Record<string, string>; runs: boolean }>([
  { name: "PostgreSQL", env: {}, runs: true },
  { name: `Redis${why}`, env: { REDIS_URL }, runs: reachable },
])("$name", ({ env, runs }) => {
  let test: TestApp;
  const fanouts: Fanout[] = [];
  beforeAll(async () => {
    if (runs) test = await startTestApp({ env });
  });
  afterAll(async () => {
    for (const fanout of fanouts) await fanout.stop();
    if (runs) await test.close();
  });

  /** A fan-out that hears, and what it has heard. */
  async function listener() {
    const heard: string[] = [];
    const resets: number[] = [];
    const fanout = createFanout(test.deps.env, test.deps.log);
    fanouts.push(fanout);
    await fanout.start({ onRoom: (roomId, seq) => heard.push(`${roomId} ${seq}`), onReset: () => resets.push(1) });
    await expect.poll(() => resets.length).toBeGreaterThan(0);
    return { heard, resets, fanout };
  }

  it.runIf(runs)("what is committed is heard by all, what is rolled back by nobody", async () => {
    const [one, two] = [await listener(), await listener()];
    const { deps } = test;
    await one.fanout.announce(deps.db, "warm-up", 0);
    await expect.poll(() => two.heard).toContain("warm-up 0");
    await inTransaction(deps, async (tx) => {
      await one.fanout.announce(tx.db, "lost", 1);
      throw new Error("undone");
    }).catch(() => undefined);
    await inTransaction(deps, async (tx) => {
      await one.fanout.announce(tx.db, "kept", 2);
    });
    for (const { heard } of [one, two]) await expect.poll(() => heard).toEqual(["warm-up 0", "kept 2"]);
  });

  it.runIf(runs)("carries a room over two processes", async () => {
    const all = await processes(test, 2);
    const [host, guest] = (await Promise.all([test.user(), test.user()])) as [TestUser, TestUser];
    const roomId = await newRoom(test, host);
    const near = await enterRoom(all[0] as TestProcess, host, roomId);
    const far = await enterRoom(all[1] as TestProcess, guest, roomId);
    await near.next({ event: "connection", action: "join", sender: guest.uid });
    near.send({ event: "pin", action: "add", data: "x" });
    await far.next({ event: "pin", action: "add" });
    near.drop();
    far.drop();
    await stopProcesses(all);
  });
});

describe.runIf(reachable)(`a Redis that goes away${why}`, () => {
  it("costs nothing but time: the log is looked at, and the subscription comes back", async () => {
    const { hostname, port } = new URL(REDIS_URL);
    const open = new Set<Socket>();
    // A wire to Redis that can be cut.
    const { connect } = await import("node:net");
    const wire = createServer((socket) => {
      const onward = connect(Number(port || 6379), hostname);
      open.add(socket);
      socket.on("error", () => undefined).on("close", () => onward.destroy());
      onward.on("error", () => undefined).on("close", () => socket.destroy());
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>((resolve) => wire.listen(0, "127.0.0.1", resolve));
    const address = wire.address();
    const at = typeof address === "object" && address ? address.port : 0;
    const test = await startTestApp({ env: { REDIS_URL: `redis://127.0.0.1:${at}` } });
    const all = await processes(test, 2);
    const [host, guest] = (await Promise.all([test.user(), test.user()])) as [TestUser, TestUser];
    const roomId = await newRoom(test, host);
    const near = await enterRoom(all[0] as TestProcess, host, roomId);
    const far = await enterRoom(all[1] as TestProcess, guest, roomId);
    for (const socket of open) socket.destroy();
    near.send({ event: "pin", action: "add", data: "while it was away" });
    await near.settled();
    test.clock.advance({ seconds: 5 });
    await all[1]?.app.channel.tick();
    await far.next({ event: "pin", action: "add" });
    near.drop();
    far.drop();
    await stopProcesses(all);
    await test.close();
    for (const socket of open) socket.destroy();
    wire.close();
  });
});
