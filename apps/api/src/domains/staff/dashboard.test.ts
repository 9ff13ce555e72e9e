import type { DayStat } from "@chaoqer/contract/staff/dashboard";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { testStaff } from "../../testing/staff";
import { addDays, dayOf, startOf } from "./days";

let test: TestApp;
let day: string;

beforeAll(async () => {
  test = await startTestApp();
  // An hour into a day in China, so that nothing falls over its edges.
  const next = startOf(addDays(dayOf(test.clock.now()), 1)).getTime() + 3_600_000;
  test.clock.advance({ ms: next - test.clock.now().getTime() });
  day = dayOf(test.clock.now());
});
afterAll(() => test.close());

async function stats(from = day, to = day): Promise<DayStat[]> {
  await test.deps.activity.flush();
  await test.runJobs();
  return (await testStaff(test, "operator")).call.dashboard.days({ from, to });
}

/** The roll-up, which comes round by itself. */
const rollUp = () => test.deps.queue.send(test.deps, "daily-rollup", {});

const call = async (user: TestUser) => expect((await user.get("/room", { count: 1 })).status).toBe(1);

it("counts days in China's time", () => {
  expect(dayOf(new Date("2026-03-01T15:59:59Z"))).toBe("2026-03-01");
  expect(dayOf(new Date("2026-03-01T16:00:00Z"))).toBe("2026-03-02");
  expect(startOf("2026-03-02")).toEqual(new Date("2026-03-01T16:00:00Z"));
});

it("counts a day, and again whatever comes until it is over", async () => {
  const [one, two, three] = [await test.user(), await test.user(), await test.user()];
  await one.post("/room", { name: "", clubId: "" });
  await two.post("/app/report", { originReportType: 1, originId: one.uid, reportReasonType: 1, reason: "骂人" });
  await rollUp();
  expect(await stats()).toMatchObject([
    { day, newUsers: 3, activeUsers: 2, rooms: 1, messages: 0, casesOpened: 1, casesDecided: 0, retained1: null },
  ]);
  test.clock.advance({ hours: 2 });
  await call(three);
  const moderator = await testStaff(test, "moderator");
  const [row] = (await moderator.call.reports.list({})).list;
  const { caseId = "", version = 0 } = row ?? {};
  const seenTime = test.clock.now().getTime();
  await moderator.call.reports.decide({ cases: [{ caseId, version }], seenTime, verdict: "dismiss", reason: "无" });
  await rollUp();
  expect(await stats()).toMatchObject([
    { activeUsers: 3, messages: 1, casesOpened: 1, casesDecided: 1, handlingMs: 7_200_000 },
  ]);
  const now = await moderator.call.dashboard.now();
  expect(now).toMatchObject({ users: 3, openCases: { hour: 0, day: 0, threeDays: 0, older: 0 }, freshFeedback: 0 });
});

it("makes up for days it missed, with their retention", async () => {
  const [one, two] = [await test.user(), await test.user()];
  await call(one);
  test.clock.advance({ days: 1 });
  await call(one);
  await call(two);
  await test.deps.activity.flush();
  test.clock.advance({ days: 2 });
  await call(two);
  await test.deps.activity.flush();
  test.clock.advance({ days: 2 });
  await rollUp();
  const all = await stats(day, addDays(day, 5));
  expect(all.map((one) => one.day)).toEqual([0, 1, 2, 3, 4, 5].map((days) => addDays(day, days)));
  expect(all[0]).toMatchObject({ newUsers: 5, activeUsers: 4, retained1: 2, retained3: 1, retained7: null });
  expect(all.map(({ activeUsers }) => activeUsers)).toEqual([4, 2, 0, 1, 0, 0]);
  test.clock.advance({ days: 30 });
  await rollUp();
  expect((await stats())[0]).toMatchObject({ retained7: 0, retained30: 0 });
});
