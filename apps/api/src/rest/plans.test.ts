import { seedScale } from "@chaoqer/db/seed/scale";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CrowdCall, crowdCalls, READING } from "../testing/crowd";
import { bigTables, type Explained, explain } from "../testing/explain";
import { startTestApp, type TestApp } from "../testing/harness";

/**
 * How PostgreSQL answers the reading calls on a platform with some thousand users, as the api really asks it: by index,
 * and with a look at little more than what is shown, for everybody and on every page.
 */

const USERS = 2000;

/** Pages of 8 KB that an answer may take: of one thing, of 20, and of 20 with six people and a club in each. */
const LIMITS = {
  typical: { one: 60, twenty: 150, rooms: 500 },
  // Knows everybody, so each of the people is looked up for them.
  heaviest: { one: 200, twenty: 350, rooms: 1700 },
};
const SHOW_ROOMS = ["Room 3", "Event 5"];

let test: TestApp;
let big: string[];
let calls: CrowdCall[];
beforeAll(async () => {
  test = await startTestApp();
  await seedScale(test.ownerUrl, { users: USERS, now: test.clock.now() });
  calls = await crowdCalls({ deps: { db: test.ownerDb, clock: test.clock }, client: test.guest });
  big = await bigTables(test.deps.db);
}, 240_000);
afterAll(() => test.close());

const CONTROL = /^(BEGIN|COMMIT|ROLLBACK|SET)\b/;

/** How each statement of a call is answered. */
async function plansOf({ run }: CrowdCall): Promise<Explained[]> {
  const queries = await test.queries(async () => expect(await run()).toMatchObject({ http: 200, status: 1 }));
  const plans: Explained[] = [];
  for (const query of queries) if (!CONTROL.test(query.sql)) plans.push(...(await explain(test.deps.db, query)));
  return plans;
}

it("there are tables that no answer can afford to read whole", () => {
  const expected = ["accounts", "blocks", "cards", "club_members", "event_members", "messages", "profiles", "rooms"];
  expect(big).toEqual(expect.arrayContaining([...expected, "room_invites", "room_members", "sessions"]));
});

describe.each(READING)("$name $title", ({ name }) => {
  it("follows indexes and reads little", async () => {
    const own = calls.filter((call) => call.name === name);
    expect(own.length).toBeGreaterThan(1);
    for (const call of own) {
      const { who, page } = call;
      const plans = await plansOf(call);
      expect(plans.length).toBeGreaterThan(0);
      const whole = plans.flatMap((plan) => plan.wholeTables).filter((table) => big.includes(table));
      expect({ who, page, whole }).toEqual({ who, page, whole: [] });
      const kind = SHOW_ROOMS.includes(name) ? "rooms" : page ? "twenty" : "one";
      const buffers = Math.max(...plans.map((plan) => plan.buffers));
      expect(buffers, `${who} ${page}`).toBeLessThanOrEqual(LIMITS[who][kind]);
    }
  });
});
