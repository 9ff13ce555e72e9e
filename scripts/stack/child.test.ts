import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, type Surroundings } from "./child";
import { untilReady } from "./ready";

let folder: string;
let around: Surroundings;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "chaoqer-child-"));
  around = { logDir: path.join(folder, "logs"), env: process.env, onScreen: false };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(name: string, program: string) {
  const file = path.join(folder, `${name}.mjs`);
  await writeFile(file, program);
  return launch({ name, args: [file] }, around);
}

it("ends with the last words of a process that cannot start", async () => {
  const child = await start("broken", 'console.error("no configuration"); process.exit(3)');
  await expect(untilReady(child, "http://127.0.0.1:9/", 30_000)).rejects.toThrow(
    /^broken ended unexpectedly \(exit code 3\)\.[\s\S]*broken\.log:\n\nno configuration$/,
  );
});

/** A program that serves, and says on which port. */
const SERVE = `const server = require("node:http").createServer((_, answer) => answer.end());
  server.listen(0, () => console.log("port " + server.address().port));`;

/** The address of the server that says its port in a log. */
async function serving(name: string): Promise<string> {
  const log = path.join(around.logDir, `${name}.log`);
  const port = async () => /port (\d+)/.exec(await readFile(log, "utf8").catch(() => ""))?.[1];
  await expect.poll(port, { timeout: 20_000 }).toBeDefined();
  const url = `http://localhost:${await port()}`;
  expect((await fetch(url)).status).toBe(200);
  return url;
}

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

it("stops a process, and what that has started and left", async () => {
  const child = await start(
    "parent",
    `import { spawn } from "node:child_process";
    spawn(process.execPath, ["-e", ${JSON.stringify(SERVE)}], { stdio: ["ignore", "inherit", "inherit"] });
    setInterval(() => {}, 1000);`,
  );
  const url = await serving("parent");
  await child.stop();
  expect(child.how()).toBe("SIGTERM");
  expect(await answers(url)).toBe(false);
});

it("leaves no process behind when it is killed itself", async () => {
  const server = path.join(folder, "server.cjs");
  const program = path.join(folder, "starter.ts");
  await writeFile(server, SERVE);
  await writeFile(
    program,
    `import { launch } from ${JSON.stringify(path.join(import.meta.dirname, "child.ts"))};
    launch({ name: "orphan", args: [${JSON.stringify(server)}] }, ${JSON.stringify({ ...around, env: {} })});`,
  );
  const starter = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), program], { stdio: "inherit" });
  const url = await serving("orphan");
  starter.kill("SIGKILL");
  await expect.poll(() => answers(url), { timeout: 20_000 }).toBe(false);
});
