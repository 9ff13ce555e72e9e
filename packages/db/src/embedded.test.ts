import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findEmbedded } from "./embedded";
import { clusterOf, query, start } from "./fixtures/servers";
import { serversOn } from "./postgres/processes";

let root = "";
let dataDir = "";

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), "chaoqer-embedded-"));
  dataDir = path.join(root, "data");
});

afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 10 }));

test("stop and start keep the data; nothing of it runs in between", async () => {
  const first = await start(dataDir);
  await query(first.ownerUrl, "CREATE TABLE kept AS SELECT 7 AS n");
  await first.stop();
  await first.stop();
  expect(serversOn(clusterOf(dataDir))).toEqual([]);
  const second = await start(dataDir);
  expect(await query(second.ownerUrl, "SELECT n FROM kept")).toEqual([7]);
  await second.stop();
  expect((await readdir(dataDir)).sort()).toEqual(["cluster", "password", "postgres.log"]);
});

test("has a role for the api that owns nothing, also in a folder from before, and tells others where it is", async () => {
  const first = await start(dataDir);
  await query(first.ownerUrl, "DROP ROLE chaoqer_api");
  await first.stop();
  expect(await findEmbedded(dataDir)).toBeUndefined();
  const server = await start(dataDir);
  try {
    const role = "SELECT current_user || ' ' || rolsuper FROM pg_roles WHERE rolname = current_user";
    expect(await query(server.url, role)).toEqual(["chaoqer_api false"]);
    expect(await query(server.ownerUrl, role)).toEqual(["chaoqer true"]);
    await expect(query(server.url, "CREATE TABLE mine (n int)")).rejects.toMatchObject({ code: "42501" });
    expect(await findEmbedded(dataDir)).toEqual({ url: server.url, ownerUrl: server.ownerUrl });
  } finally {
    await server.stop();
  }
});

test("listens on 127.0.0.1 only, wants the password, is UTF-8 in C order", async () => {
  const server = await start(dataDir);
  try {
    expect(await query(server.ownerUrl, "SHOW listen_addresses")).toEqual(["127.0.0.1"]);
    expect(await query(server.ownerUrl, "SHOW unix_socket_directories")).toEqual([""]);
    expect(await query(server.ownerUrl, "SHOW server_encoding")).toEqual(["UTF8"]);
    expect(
      await query(server.ownerUrl, "SELECT datcollate FROM pg_database WHERE datname = current_database()"),
    ).toEqual(["C"]);
    const wrong = new URL(server.ownerUrl);
    wrong.password = "wrong";
    await expect(query(wrong.href, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
  } finally {
    await server.stop();
  }
});

test.runIf(process.platform === "linux")("its processes know no secret of ours, and show none", async () => {
  vi.stubEnv("ALIYUN_ACCESS_KEY_SECRET", "a secret of ours");
  const server = await start(dataDir);
  try {
    const parentOf = async (pid: number) => /^PPid:\t(\d+)$/m.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1];
    const pids = serversOn(clusterOf(dataDir));
    const all = new Set([...pids.map(String), ...(await Promise.all(pids.map(parentOf)))]);
    const seen = await Promise.all(
      [...all].flatMap((pid) => ["cmdline", "environ"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8"))),
    );
    expect(seen.join("\n")).toContain("guardian.mjs");
    expect(seen.join("\n")).not.toContain("a secret of ours");
  } finally {
    vi.unstubAllEnvs();
    await server.stop();
  }
});

test("fsync is on unless switched off", async () => {
  const server = await start(dataDir, { fsync: undefined });
  expect(await query(server.ownerUrl, "SHOW fsync")).toEqual(["on"]);
  await server.stop();
});

test("a second owner is refused and told who the first is; the first is not disturbed", async () => {
  const server = await start(dataDir);
  try {
    await expect(start(dataDir)).rejects.toThrow(`in use by process ${process.pid}`);
    expect(await query(server.ownerUrl, "SELECT 1")).toEqual([1]);
  } finally {
    await server.stop();
  }
});

test("a port in use is named", async () => {
  const server = await start(dataDir);
  const other = path.join(root, "other");
  await expect(start(other, { port: server.port })).rejects.toThrow(`Port ${server.port}`);
  await server.stop();
});

test("an owner file of a process that is no more does not stand in the way", async () => {
  await writeFile(path.join(dataDir, "owner.json"), JSON.stringify({ pid: process.pid, start: "1" }));
  await (await start(dataDir)).stop();
  await writeFile(path.join(dataDir, "owner.json"), "half a li");
  await (await start(dataDir)).stop();
});

test("a server that cannot start says why, with the last lines of its log", async () => {
  const version = path.join(clusterOf(dataDir), "PG_VERSION");
  const right = await readFile(version, "utf8");
  await writeFile(version, "9\n");
  await expect(start(dataDir)).rejects.toThrow(/did not start[\s\S]*incompatible with server/);
  await writeFile(version, right);
  await (await start(dataDir)).stop();
});

test("its unexpected end is told", async () => {
  let tell: (error: Error) => void = () => {};
  const told = new Promise<Error>((resolve) => {
    tell = resolve;
  });
  const server = await start(dataDir, { onExit: tell });
  for (const pid of serversOn(clusterOf(dataDir))) process.kill(pid, "SIGKILL");
  expect((await told).message).toContain("SIGKILL");
  await server.stop();
});
