import type { ChildProcess } from "node:child_process";
import { chmod, chown, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clusterOf, hold, query, spawnHolder, start } from "./fixtures/servers";
import { isAlive, serversOn } from "./postgres/processes";

let root = "";
let dataDir = "";
let owner: ChildProcess;
let url = "";

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), "chaoqer-crash-"));
  dataDir = path.join(root, "data");
  const server = await start(dataDir);
  await query(server.ownerUrl, "CREATE TABLE kept (n int)");
  await server.stop();
});

afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 10 }));

async function eventually(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 400; round++) {
    if (await check()) return;
    await sleep(25);
  }
  throw new Error(`never happened: ${what}`);
}

/** The server's first process, and the guardian that started it. */
async function processesOf(folder: string): Promise<{ postmaster: number; guardian: number }> {
  const pidFile = await readFile(path.join(clusterOf(folder), "postmaster.pid"), "utf8");
  const postmaster = Number(pidFile.split("\n")[0]);
  const stat = await readFile(`/proc/${postmaster}/stat`, "utf8");
  return { postmaster, guardian: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) };
}

describe.runIf(process.platform === "linux")("another process", () => {
  beforeEach(async () => {
    ({ owner, url } = await hold(dataDir));
  });

  afterEach(() => {
    owner.kill("SIGKILL");
  });

  test("while it lives, it is named and not disturbed", async () => {
    await expect(start(dataDir)).rejects.toThrow(`in use by process ${owner.pid}`);
    expect(await query(url, "SELECT 1")).toEqual([1]);
  });

  test("SIGKILL of the owner: guardian and server end by themselves, and the folder is free", async () => {
    const { guardian } = await processesOf(dataDir);
    await query(url, "INSERT INTO kept VALUES (1)");
    owner.kill("SIGKILL");
    await eventually("no guardian", () => !isAlive(guardian));
    expect(serversOn(clusterOf(dataDir))).toEqual([]);
    const next = await start(dataDir);
    expect(await query(next.ownerUrl, "SELECT n FROM kept WHERE n = 1")).toEqual([1]);
    await next.stop();
  });

  test("SIGKILL of everything: what was committed is there at the next start", async () => {
    const { guardian, postmaster } = await processesOf(dataDir);
    await query(url, "INSERT INTO kept VALUES (2)");
    for (const pid of [owner.pid ?? 0, guardian, postmaster]) process.kill(pid, "SIGKILL");
    const next = await start(dataDir);
    expect(await query(next.ownerUrl, "SELECT n FROM kept WHERE n = 2")).toEqual([2]);
    await next.stop();
  });

  test("a server that outlived its owner and guardian is stopped, and the data served again", async () => {
    const { guardian, postmaster } = await processesOf(dataDir);
    await query(url, "INSERT INTO kept VALUES (3)");
    process.kill(guardian, "SIGKILL");
    owner.kill("SIGKILL");
    await eventually("no owner", () => !isAlive(guardian) && !isAlive(owner.pid ?? 0));
    expect(isAlive(postmaster)).toBe(true);
    const lines: string[] = [];
    const next = await start(dataDir, { log: (line) => lines.push(line) });
    expect(lines.join()).toContain(`process ${postmaster}`);
    expect(isAlive(postmaster)).toBe(false);
    expect(await query(next.ownerUrl, "SELECT n FROM kept WHERE n = 3")).toEqual([3]);
    await next.stop();
  });

  test("the owner stops its server also when the guardian was killed", async () => {
    const { guardian, postmaster } = await processesOf(dataDir);
    process.kill(guardian, "SIGKILL");
    owner.kill("SIGTERM");
    await eventually("no owner", () => !isAlive(owner.pid ?? 0));
    expect(isAlive(postmaster)).toBe(false);
  });
});

test.runIf(process.platform === "linux")("a start killed while it makes the files is begun anew", async () => {
  const fresh = path.join(root, "fresh");
  const maker = spawnHolder(fresh);
  await eventually("initdb under way", async () =>
    (await readdir(fresh).catch(() => [])).some((name) => name.startsWith("cluster.new-")),
  );
  maker.kill("SIGKILL");
  await eventually("no maker", () => !isAlive(maker.pid ?? 0));
  const server = await start(fresh);
  expect(await query(server.ownerUrl, "SELECT 1")).toEqual([1]);
  await server.stop();
  expect((await readdir(fresh)).sort()).toEqual(["cluster", "password", "postgres.log"]);
});

// As root the server runs as another user, who must not need to enter the folders above.
test.runIf(process.getuid?.() === 0)("the folders above may be closed to the server's user", async () => {
  const closed = await mkdtemp(path.join(root, "closed-"));
  await chown(closed, 0, 0);
  await chmod(closed, 0o700);
  const server = await start(path.join(closed, "a", "data"));
  const [user] = await query(server.ownerUrl, "SELECT pg_read_file('/proc/self/status') ~ 'Uid:\\s+0'");
  expect(user).toBe(false);
  await server.stop();
});

test("a temporary server leaves nothing", async () => {
  const folder = path.join(root, "temporary");
  const server = await start(folder, { temporary: true });
  expect(await query(server.ownerUrl, "SHOW fsync")).toEqual(["off"]);
  await server.stop();
  expect(await readdir(root)).not.toContain("temporary");
});
