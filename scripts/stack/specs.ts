import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../lib/root.mjs";
import type { ChildSpec } from "./child";
import type { App, Settings } from "./settings";

/** `start` runs what was built, `dev` the sources, again after each change. */
export type Mode = "start" | "dev";

const require = createRequire(path.join(root, "package.json"));

/** A TypeScript program of the checkout. */
function source(file: string, mode: Mode): string[] {
  if (mode === "start") return ["--import", "tsx", file];
  return [require.resolve("tsx/cli"), "watch", "--clear-screen=false", file];
}

function next(app: App, port: number, mode: Mode): string[] {
  // As the app itself would find it.
  const bin = createRequire(path.join(root, "apps", app, "package.json")).resolve("next/dist/bin/next");
  return [bin, mode, path.join("apps", app), "-p", String(port)];
}

/** What every process of the stack is told. */
export function sharedEnv({ env, dataDir }: Settings, databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    // The database is ready, and nobody else has business with its owner.
    DATABASE_OWNER_URL: "",
    DATA_DIR: dataDir,
    API_URL: env.API_URL,
    H5_URL: env.H5_URL,
    ADMIN_URL: env.ADMIN_URL,
    SANDBOX_URL: env.SANDBOX_URL,
  };
}

/** How to run the stand-in for the third parties. */
export function sandboxSpec(mode: Mode): ChildSpec {
  return { name: "sandbox", args: source("packages/sandbox/src/main.ts", mode) };
}

/** How to run an app. */
export function appSpec(app: App, { env }: Settings, mode: Mode): ChildSpec {
  if (app === "api") {
    const args =
      mode === "dev" ? source("apps/api/src/main.ts", mode) : ["--enable-source-maps", "apps/api/dist/main.js"];
    return { name: app, args };
  }
  const port = app === "h5" ? env.H5_PORT : env.ADMIN_PORT;
  // Next knows these two only; whether keys of third parties are real is the api's business.
  const NODE_ENV = mode === "dev" ? "development" : "production";
  return { name: app, args: next(app, port, mode), env: { NODE_ENV } };
}

/** Where a process of ours answers 200 once it serves: on this machine, whatever its public address is. */
export function readyUrl(name: App | "sandbox", { env }: Settings): string {
  const local = (port: number) => `http://localhost:${port}`;
  if (name === "api") return `${local(env.API_PORT)}/readyz`;
  if (name === "sandbox") return `${local(env.SANDBOX_PORT)}/inspect/sms`;
  return `${local(name === "h5" ? env.H5_PORT : env.ADMIN_PORT)}/`;
}
