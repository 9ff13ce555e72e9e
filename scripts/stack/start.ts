import { mkdir } from "node:fs/promises";
import path from "node:path";
import { prepareDatabase } from "@chaoqer/api/prepare";
import { build } from "../lib/build.mjs";
import { step } from "../lib/progress.mjs";
import { atStop, isStopping, shutDown } from "../lib/shutdown.mjs";
import { type Child, type ChildSpec, launch, type Surroundings } from "./child";
import { type Database, openDatabase } from "./database";
import type { DemoLogins } from "./demo-data";
import { requirePorts } from "./ports";
import { endedError, untilReady } from "./ready";
import { readSettings, type Settings, usedPorts } from "./settings";
import { appSpec, type Mode, readyUrl, sandboxSpec, sharedEnv } from "./specs";
import { summary } from "./summary";

/** How long a process may take until it serves. */
const READY_MS = 60_000;

/** Brings up the whole product and leaves it running; `lib/shutdown.mjs` stops it in the opposite order. */
export async function startStack(mode: Mode): Promise<void> {
  const settings = readSettings(process.env);
  const { env, apps, dataDir } = settings;
  await requirePorts(usedPorts(env, apps));
  if (mode === "start") await step("build", () => build(apps));

  await mkdir(dataDir, { recursive: true });
  const database = await step("database", () => openDatabase(settings, fail));
  await step("migrations", async () => {
    const applied = await prepareDatabase(database);
    return applied.length > 0 ? `${applied.length} applied` : "up to date";
  });
  const demo = settings.demo ? await seed(settings, database) : undefined;

  const around: Surroundings = {
    logDir: path.join(dataDir, "logs"),
    env: { ...process.env, ...sharedEnv(settings, database.url) },
    // What keeps a source from running is wanted at once; of a build it would be told twice.
    onScreen: mode === "dev",
  };
  // Who develops is about to correct what keeps a source from running.
  const limit = mode === "dev" ? Number.POSITIVE_INFINITY : READY_MS;
  if (!env.production) {
    const sandbox = group(around);
    await step("sandbox", () => sandbox.start(sandboxSpec(mode), readyUrl("sandbox", settings), limit));
  }
  const running = group(around);
  await step("apps", async () => {
    await Promise.all(apps.map((app) => running.start(appSpec(app, settings, mode), readyUrl(app, settings), limit)));
    return apps.join(", ");
  });
  around.onScreen = true;
  console.log(summary(settings, database, demo));
  console.log("ready");
}

async function seed(settings: Settings, database: Database): Promise<DemoLogins | undefined> {
  const { demoLogins } = await import("./demo-data");
  return step("demo data", () => demoLogins(settings, database));
}

/** Processes that are stopped together. */
function group(around: Surroundings) {
  const children: Child[] = [];
  atStop({
    stop: () => Promise.all(children.map((child) => child.stop())),
    force: () => {
      for (const child of children) child.force();
    },
  });
  return {
    /** Starts one and waits until it serves; from then on its end is the end of all. */
    async start(spec: ChildSpec, url: string, limitMs: number): Promise<void> {
      const child = launch(spec, around);
      children.push(child);
      await untilReady(child, url, limitMs);
      void child.ended.then(() => fail(endedError(child)));
    },
  };
}

function fail(error: Error): void {
  if (isStopping()) return;
  console.error(`\n${error.message}\n`);
  void shutDown(1);
}
