import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSandbox } from "./app";
import { type Credentials, devCredentials } from "./credentials";
import type { Clock } from "./deps";

export type RunningSandbox = {
  /** `http://localhost:PORT`, without a slash at the end. */
  url: string;
  credentials: Credentials;
  dataDir: string;
  /** Real time, moved by `shift` until `reset`. */
  clock: Clock & { shift(ms: number): void; reset(): void };
  /** GET or another method of a path of the sandbox, as JSON. */
  ask<T>(path: string, init?: RequestInit): Promise<T>;
  close(): Promise<void>;
};

/** Starts a sandbox of one's own on a free port, with an empty data folder that goes when it is closed. */
export async function startSandbox(): Promise<RunningSandbox> {
  const dataDir = await mkdtemp(join(tmpdir(), "sandbox-"));
  let offset = 0;
  const clock = {
    now: () => new Date(Date.now() + offset),
    shift: (ms: number) => {
      offset += ms;
    },
    reset: () => {
      offset = 0;
    },
  };
  const log = { info: () => undefined, error: (message: string, error: unknown) => console.error(message, error) };
  const app = buildSandbox({ credentials: devCredentials, dataDir, clock, log });
  await app.listen({ port: 0, host: "localhost" });
  const address = app.server.address();
  if (address === null || typeof address === "string") throw new Error("the sandbox listens on no port");
  const url = `http://localhost:${address.port}`;
  return {
    url,
    credentials: devCredentials,
    dataDir,
    clock,
    ask: async <T>(path: string, init?: RequestInit) => (await fetch(url + path, init)).json() as Promise<T>,
    close: async () => {
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
