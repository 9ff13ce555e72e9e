import path from "node:path";
import { type Env, EnvError, readEnv } from "@chaoqer/api/env";
import { readEnv as readAdminEnv } from "../../apps/admin/lib/env";
import { readEnv as readH5Env } from "../../apps/h5/lib/env";
import { root } from "../lib/root.mjs";

export const APPS = ["api", "h5", "admin"] as const;
export type App = (typeof APPS)[number];

/** What a start goes by: the api's environment, and what only the start reads. */
export interface Settings {
  env: Env;
  apps: App[];
  demo: boolean;
  /** Absolute. */
  dataDir: string;
  /** Undefined: the embedded server. */
  databaseUrl: string | undefined;
}

/** A port that something of ours will listen on. */
export interface UsedPort {
  variable: string;
  port: number;
}

type Source = Record<string, string | undefined>;

/**
 * Reads and checks the whole environment before anything is started (docs/operations.md, "Environment").
 * @throws EnvError naming every fault.
 */
export function readSettings(source: Source): Settings {
  const faults = new Set<string>();
  // The embedded server's address is known only once it runs.
  const env = attempt(faults, () =>
    readEnv({ ...source, DATABASE_URL: source.DATABASE_URL || "postgresql://embedded" }),
  );
  const production = source.NODE_ENV === "production";
  const names = (source.CHAOQER_APPS || APPS.join(",")).split(",").map((name) => name.trim());
  if (!names.every(isApp)) faults.add(`CHAOQER_APPS must be a list of ${APPS.join(", ")}`);
  const apps = APPS.filter((app) => names.includes(app));
  if (apps.includes("h5")) attempt(faults, () => readH5Env(source));
  if (apps.includes("admin")) attempt(faults, () => readAdminEnv(source));
  const demo = source.CHAOQER_DEMO || (production ? "0" : "1");
  if (demo !== "0" && demo !== "1") faults.add("CHAOQER_DEMO must be 0 or 1");
  if (env) for (const fault of sharedPorts(usedPorts(env, apps))) faults.add(fault);
  if (!env || faults.size > 0) throw new EnvError([...faults]);
  return {
    env,
    apps,
    demo: demo === "1",
    dataDir: path.resolve(root, source.DATA_DIR || ".data"),
    databaseUrl: source.DATABASE_URL || undefined,
  };
}

/** What an app reads of the environment; if it refuses, what it says joins the others' faults. */
function attempt<T>(faults: Set<string>, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const lines = error.message.split("\n").filter((line) => line.startsWith("  - "));
    for (const line of lines.length > 0 ? lines : [error.message]) faults.add(line.replace(/^ {2}- /, ""));
    return undefined;
  }
}

function isApp(name: string): name is App {
  return (APPS as readonly string[]).includes(name);
}

/** The ports that will be listened on, each with the variable that moves it. */
export function usedPorts(env: Env, apps: App[]): UsedPort[] {
  const variables = { api: "API_PORT", h5: "H5_PORT", admin: "ADMIN_PORT" } as const;
  const ports = apps.map((app) => ({ variable: variables[app] as string, port: env[variables[app]] }));
  if (!env.production) ports.push({ variable: "SANDBOX_PORT", port: env.SANDBOX_PORT });
  return ports;
}

function sharedPorts(ports: UsedPort[]): string[] {
  return ports.flatMap(({ variable, port }, index) => {
    const other = ports.slice(0, index).find((earlier) => earlier.port === port);
    return other ? [`${variable} must differ from ${other.variable}: both are ${port}`] : [];
  });
}
