// Vitest's `globalSetup`: one database server for the whole run, whichever and however many projects name it.
// Tests get at it by `inject("testServer")`.
// The declaration below adds to a module only if the file imports it.
import type {} from "vitest";
import type { TestProject } from "vitest/node";
import { startTestServer, type TestServerInfo } from "./testing";

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServerInfo;
  }
}

interface Shared {
  users: number;
  server: ReturnType<typeof startTestServer>;
}

// Each project loads this file anew, so a variable of the module would not be shared.
const holder = globalThis as typeof globalThis & { chaoqerTestServer?: Shared };

/** Starts the server, or joins the one that is there; answers how to leave it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder.chaoqerTestServer ??= { users: 0, server: startTestServer() };
  const shared = holder.chaoqerTestServer;
  shared.users++;
  const { stop, ...info } = await shared.server;
  project.provide("testServer", info);
  return async () => {
    shared.users--;
    if (shared.users > 0) return;
    holder.chaoqerTestServer = undefined;
    await stop();
  };
}
