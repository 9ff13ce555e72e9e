import { seedScale } from "@chaoqer/db/seed/scale";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fillDesk } from "../../testing/desk";
import { APART, type DeskCall, deskCalls } from "../../testing/desk-calls";
import { bigTables, type Explained, explain } from "../../testing/explain";
import { startTestApp, type TestApp } from "../../testing/harness";
import { testStaff } from "../../testing/staff";
import { appRouter } from "../../trpc/router";

/** How PostgreSQL answers the console on a platform with some thousand users: by index, and by a look at little. */

const USERS = 2000;

let test: TestApp;
let big: string[];
let calls: DeskCall[];
beforeAll(async () => {
  test = await startTestApp();
  const now = test.clock.now();
  const parts = { rooms: 4000, clubs: 2000, events: 2000, feedbacks: 4000 };
  await seedScale(test.ownerUrl, { users: USERS, parts, now });
  await fillDesk(test.ownerDb, now, { hotCases: 50, mostReports: 400, auditRows: 30_000 });
  const admin = await testStaff(test, "admin");
  calls = await deskCalls(test.deps.db, now, admin.call);
  big = await bigTables(test.deps.db);
}, 300_000);
afterAll(() => test.close());

it("has every reading call of the console in it", () => {
  const all = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>)
    .filter(([path, { _def }]) => path.startsWith("staff.") && _def.type === "query")
    .map(([path]) => path.replace("staff.", ""));
  expect([...new Set([...calls.map(({ path }) => path), ...APART])].sort()).toEqual(all.sort());
});

const CONTROL = /^(BEGIN|COMMIT|ROLLBACK|SET)\b/;
/** What counts all there is of something costs as much as there is. */
const COUNTING = ["dashboard.now", "notices.reach", "versions.list", "versions.usage"];
/** Of the five reasons, one that is frequent and one that is not tell of the others. */
const ALIKE = /"reportReasonType":[134]/;
/** Tables that a page of some twenty rows is joined with: as small as they are here, reading them whole is as quick. */
const joinedIn = (path: string) => ["profiles", "rooms", ...(path === "clubs.members" ? ["accounts"] : [])];
/** Pages of 8 KB that an answer may take; a search for names that many have looks through those. */
const LIMITS = { common: 1500, other: 600 };

it("follows indexes and reads little, with a plan for these values as with one for any", async () => {
  expect(big).toEqual(expect.arrayContaining(["accounts", "audit_log", "clubs", "events", "feedbacks", "reports"]));
  const seen = new Set<string>();
  const faults: unknown[] = [];
  for (const { path, title, run } of calls) {
    if (COUNTING.includes(path) || ALIKE.test(title)) continue;
    const plans: Explained[] = [];
    for (const query of await test.queries(run)) {
      const key = `${query.sql} ${query.params}`;
      if (CONTROL.test(query.sql) || seen.has(key)) continue;
      seen.add(key);
      plans.push(...(await explain(test.ownerDb, query)));
    }
    const common = title.includes('"小');
    const whole = plans
      .flatMap((plan) => plan.wholeTables)
      .filter((table) => big.includes(table) && !joinedIn(path).includes(table));
    const buffers = Math.max(0, ...plans.map((plan) => plan.buffers));
    if ((whole.length > 0 && !common) || buffers > LIMITS[common ? "common" : "other"])
      faults.push({ path, title, whole, buffers });
  }
  expect(seen.size).toBeGreaterThan(150);
  expect(faults).toEqual([]);
}, 300_000);
