import { createDb } from "@chaoqer/db/client";
import { seedScale } from "@chaoqer/db/seed/scale";
import { cloneDatabase, startTestServer } from "@chaoqer/db/testing";
import { pino } from "pino";
import { buildApp } from "../apps/api/src/app";
import { systemClock } from "../apps/api/src/clock";
import { buildDeps } from "../apps/api/src/deps";
import { readEnv } from "../apps/api/src/env";
import { prepareDatabase } from "../apps/api/src/prepare";
import { fillDesk } from "../apps/api/src/testing/desk";
import { deskCalls } from "../apps/api/src/testing/desk-calls";
import { testStaff } from "../apps/api/src/testing/staff";

/** How long the console's lists, searches and pages take at the api on a platform with 100,000 users. */

const LIMIT_MS = 200;
const ROUNDS = 10;
/** Fewer of what the console only counts, so that the seed takes less; `--full`: the `scale` seed's own numbers. */
const PARTS = { rooms: 50_000, clubs: 20_000, events: 20_000, messages: 200_000, cards: 200_000, clubJoins: 200_000 };

const full = process.argv.includes("--full");
const server = await startTestServer();
const database = await cloneDatabase(server);
await prepareDatabase(database);
const now = new Date();
const parts = { cases: 43_000, feedbacks: 50_000, ...(!full && PARTS) };
await seedScale(database.ownerUrl, { users: 100_000, parts, now, log: console.log });
const owner = createDb(database.ownerUrl, { max: 1, statementTimeoutMs: 0 });
await fillDesk(owner, now, { hotCases: 300, mostReports: 800, auditRows: 500_000 });
await owner.$disconnect();

const deps = await buildDeps(readEnv({ DATABASE_URL: database.url, NODE_ENV: "test", EVENT_LOOP_LAG_MS: "60000" }), {
  log: pino({ level: "silent" }),
});
const app = await buildApp(deps);
const admin = await testStaff({ app, deps, clock: systemClock }, "admin");
const calls = (await deskCalls(deps.db, now, admin.call)).map((call) => ({ ...call, times: [] as number[] }));

// All of them in turn, as staff call them: what one leaves in caches and plans must not serve the next alone.
for (let round = 0; round <= ROUNDS; round++)
  for (const { run, times } of calls) {
    const start = performance.now();
    await run();
    if (round > 0) times.push(performance.now() - start);
  }

const measured = calls
  .map(({ path, title, times }) => {
    const sorted = times.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { path, title, p50: at(0.5), p95: at(0.95), max: at(1) };
  })
  .sort((a, b) => b.p95 - a.p95);
for (const { path, title, p50, p95, max } of measured)
  console.log(`${[p50, p95, max].map((ms) => ms.toFixed(1).padStart(8)).join("")}  ${path} ${title}`);
console.log("     p50     p95     max  ms, the slowest first");
const slow = measured.filter(({ p95 }) => p95 > LIMIT_MS);
console.log(`${measured.length} calls, ${slow.length} with a p95 above ${LIMIT_MS} ms`);

await app.close();
await deps.close();
await database.drop();
await server.stop();
if (slow.length > 0) process.exitCode = 1;
