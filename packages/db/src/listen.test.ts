import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { query } from "./fixtures/servers";
import { listen } from "./listen";
import { cloneDatabase, type TestDatabase } from "./testing";

let database: TestDatabase;
let ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  database = await cloneDatabase(inject("testServer"));
});
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
});
afterAll(() => database.drop());

/** A listener, and what it was told. */
async function hear(channel: string, url = database.url) {
  const heard: string[] = [];
  const errors: unknown[] = [];
  let ready = 0;
  const end = await listen(url, channel, {
    onNotify: (payload) => heard.push(payload),
    onReady: () => ready++,
    onError: (error) => errors.push(error),
  });
  ends.push(end);
  return { heard, errors, ready: () => ready, end };
}

const notify = (channel: string, payload: string) =>
  query(database.url, `SELECT pg_notify('${channel}', '${payload}')`);

const LISTENERS = "application_name = 'chaoqer-listen' AND datname = current_database()";
const listeners = async () =>
  (await query(database.url, `SELECT count(*)::int FROM pg_stat_activity WHERE ${LISTENERS}`))[0];
const cut = () => query(database.url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${LISTENERS}`);

test("hears its channel from the moment on that it is there, in order, and no other channel", async () => {
  const one = await hear("one");
  const two = await hear("Two");
  expect([one.ready(), two.ready()]).toEqual([1, 1]);
  for (const payload of ["a", "b", ""]) await notify("one", payload);
  await notify("Two", "c");
  await expect.poll(() => two.heard).toEqual(["c"]);
  await expect.poll(() => one.heard).toEqual(["a", "b", ""]);
});

test("a connection that is cut is opened again each time, which is told; then it hears as before", async () => {
  const one = await hear("one");
  for (const round of [2, 3, 4]) {
    await cut();
    await expect.poll(one.ready, { timeout: 10_000 }).toBe(round);
    await notify("one", `after ${round}`);
    await expect.poll(() => one.heard).toContain(`after ${round}`);
  }
  expect(one.heard).toHaveLength(3);
  expect(one.errors.length).toBeGreaterThanOrEqual(3);
  expect(await listeners()).toBe(1);
});

/** A way to the database that can be closed for a while. */
async function gate() {
  const url = new URL(database.url);
  const { hostname, port } = url;
  const open = new Set<Socket>();
  let shut = false;
  let refused = 0;
  const server: Server = createServer((socket) => {
    if (shut) {
      refused++;
      return void socket.destroy();
    }
    const onward = dial(Number(port || 5432), hostname);
    open.add(socket);
    socket.on("error", () => undefined).on("close", () => onward.destroy());
    onward.on("error", () => undefined).on("close", () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url.host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    url: url.href,
    refused: () => refused,
    close: () => {
      shut = true;
      for (const socket of open) socket.destroy();
      open.clear();
    },
    open: () => {
      shut = false;
    },
    stop: () => server.close(),
  };
}

test("a database that stays away is tried again and again until it is back", async () => {
  const way = await gate();
  const one = await hear("one", way.url);
  way.close();
  await expect.poll(way.refused, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  expect(one.ready()).toBe(1);
  way.open();
  await expect.poll(one.ready, { timeout: 10_000 }).toBe(2);
  await notify("one", "back");
  await expect.poll(() => one.heard).toEqual(["back"]);
  await one.end();
  way.stop();
});

test("once ended it hears nothing, holds no connection, and does not come back, also in the middle of trying", async () => {
  const one = await hear("one");
  await one.end();
  await expect.poll(listeners).toBe(0);
  await notify("one", "too late");
  const way = await gate();
  const two = await hear("one", way.url);
  way.close();
  await expect.poll(way.refused, { timeout: 10_000 }).toBeGreaterThanOrEqual(1);
  await two.end();
  const tries = way.refused();
  way.open();
  // By the time that a third one has been cut and is back, the second would have been too.
  const three = await hear("one");
  await cut();
  await expect.poll(three.ready, { timeout: 10_000 }).toBe(2);
  expect(way.refused()).toBe(tries);
  expect([one.ready(), two.ready()]).toEqual([1, 1]);
  expect([one.heard, two.heard]).toEqual([[], []]);
  expect(await listeners()).toBe(1);
});

test("where there is no database, the first try fails and nothing is left trying", async () => {
  const way = await gate();
  way.close();
  await expect(hear("one", way.url)).rejects.toThrow();
  expect(way.refused()).toBe(1);
  way.stop();
});
