import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { readEnv } from "./env";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", main], { env: { ...process.env, ...env } });
  children.push(child);
  let output = "";
  child.stdout.on("data", (part) => {
    output += part;
  });
  child.stderr.on("data", (part) => {
    output += part;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { child, ended, output: () => output };
}

/** A port that nobody holds, and one that somebody does until `free`. */
async function holdPort(): Promise<{ port: number; free(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, free: () => new Promise((resolve) => server.close(() => resolve())) };
}

describe("the process", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("serves until %s and ends well", async (signal) => {
    const { port, free } = await holdPort();
    await free();
    const { child, ended, output } = run({ SANDBOX_PORT: String(port) });
    await expect.poll(output, { timeout: 20_000 }).toContain(`listening on http://localhost:${port}`);
    const held = fetch(`http://localhost:${port}/inspect/sms`, { headers: { connection: "keep-alive" } });
    expect((await held).status).toBe(200);
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(output()).toContain("stopped");
  });

  it("names SANDBOX_PORT when the port is in use", async () => {
    const { port, free } = await holdPort();
    const { ended, output } = run({ SANDBOX_PORT: String(port) });
    expect(await ended).toBe(1);
    expect(output()).toContain(`SANDBOX_PORT ${port} is in use`);
    await free();
  });

  it("names a variable that is wrong", async () => {
    const { ended, output } = run({ SANDBOX_PORT: "http" });
    expect(await ended).toBe(1);
    expect(output()).toContain("SANDBOX_PORT");
  });
});

describe("the environment", () => {
  it("has defaults, for empty variables too", () => {
    const env = readEnv({ SANDBOX_PORT: "", DATA_DIR: "" });
    expect(env).toMatchObject({ port: 4003, host: "localhost", publicUrl: "http://localhost:4003" });
    expect(env.dataDir).toMatch(/\.data$/);
  });

  it("is told wrong all at once", () => {
    expect(() => readEnv({ SANDBOX_PORT: "70000", SANDBOX_URL: "ftp://x" })).toThrow(/SANDBOX_PORT.*SANDBOX_URL/s);
  });
});
