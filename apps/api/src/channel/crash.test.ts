import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import type { ServerFrame } from "@chaoqer/contract/channel";
import { ChannelClient, type ChannelSocket } from "@chaoqer/contract/channel-client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { newRoom } from "./testing";

/** Two real processes, one of which is killed in the middle of it; its users' clients come back by themselves. */

let test: TestApp;
const children: ChildProcess[] = [];
const clients: ChannelClient[] = [];
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(async () => {
  for (const client of clients) client.close();
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  await test.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

/** Starts the api as it is started in production. @returns its port, once it serves */
async function startApi(): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: "test",
    DATABASE_URL: test.deps.env.DATABASE_URL,
    SANDBOX_URL: test.sandbox.url,
    API_PORT: String(port),
    API_HOST: "127.0.0.1",
    LOG_LEVEL: "error",
    EVENT_LOOP_LAG_MS: "60000",
  };
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", main], { env, stdio: ["ignore", "inherit", "inherit"] });
  children.push(child);
  await expect
    .poll(async () => (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined))?.status, {
      timeout: 50_000,
      interval: 200,
    })
    .toBe(200);
  return { child, port };
}

/** A client that tries these ports in turn. */
function connect(user: TestUser, roomId: string, ports: readonly number[]) {
  const frames: ServerFrame[] = [];
  let tries = 0;
  const open = (after?: number) => {
    const port = ports[tries++ % ports.length];
    const headers = { authorization: user.headers.authorization ?? "" };
    const url = `ws://127.0.0.1:${port}/channel/${roomId}${after === undefined ? "" : `?after=${after}`}`;
    return new WebSocket(url, { headers }) as unknown as ChannelSocket;
  };
  const client = new ChannelClient({ uid: user.uid, open, onFrame: (frame) => frames.push(frame), retryMs: 100 });
  clients.push(client);
  return { client, frames };
}

it("nobody's seat is lost, and what the dead process held is found", { timeout: 150_000 }, async () => {
  const [host, ann, ben] = (await Promise.all([test.user(), test.user(), test.user()])) as [
    TestUser,
    TestUser,
    TestUser,
  ];
  const roomId = await newRoom(test, host);
  const [first, second] = await Promise.all([startApi(), startApi()]);
  const ports = [first.port, second.port];
  const a = connect(host, roomId, ports);
  const b = connect(ann, roomId, ports);
  const c = connect(ben, roomId, [second.port]);
  const eventually = (look: () => unknown) => expect.poll(look, { timeout: 30_000 });
  await eventually(() => [a, b, c].map(({ client }) => Object.keys(client.state.members).length)).toEqual([3, 3, 3]);
  a.client.send({ event: "invite", action: "response", data: ann.uid });
  await eventually(() => b.frames.some((frame) => frame.event === "invite")).toBe(true);
  b.client.send({ event: "role", action: 1, data: ann.uid });
  await eventually(() => c.client.state.members[ann.uid]?.role).toBe(1);
  const ruid = c.client.state.members[ann.uid]?.ruid;

  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  await eventually(() => [a, b].every(({ frames }) => frames.some((one) => one.event === "resumed"))).toBe(true);
  expect(b.client.state.members).toMatchObject({ [host.uid]: { role: 2 }, [ann.uid]: { role: 1, ruid } });
  a.client.send({ event: "mute", data: ann.uid });
  await eventually(() => c.client.state.members[ann.uid]?.muted).toBe(1);

  await expect.poll(() => test.deps.db.apiProcess.count(), { timeout: 40_000, interval: 500 }).toBe(1);
  const rows = await test.deps.db.roomMember.findMany({ where: { roomId, leftTime: null }, orderBy: { ruid: "asc" } });
  expect(rows.map((row) => [row.uid, row.role, row.droppedAt])).toEqual(
    [
      [host.uid, 2, null],
      [ann.uid, 1, null],
      [ben.uid, 0, null],
    ].sort((x, y) => rows.findIndex((row) => row.uid === x[0]) - rows.findIndex((row) => row.uid === y[0])),
  );
  expect(c.frames.some((frame) => frame.event === "connection" && frame.action === "leave")).toBe(false);
});
