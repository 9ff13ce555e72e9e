import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { type TestStaff, testStaff } from "../../testing/staff";

let test: TestApp;
let moderator: TestStaff;
let reporter: TestUser;
let users: TestUser[];
let roomId: string;

async function report(by: TestUser, originId: string, originReportType = 1, reportReasonType = 1) {
  const input = { originReportType, originId, reportReasonType, reason: `原因${reportReasonType}` };
  expect((await by.post("/app/report", input)).status).toBe(1);
}

beforeAll(async () => {
  test = await startTestApp();
  reporter = await test.user();
  users = [];
  for (const nickname of ["张三", "张四", "李五", "100%人"]) users.push(await test.user({ nickname }));
  for (const [index, user] of users.entries()) {
    await report(reporter, user.uid, 1, index + 1);
    test.clock.advance({ minutes: 25 });
  }
  roomId = (await reporter.post<RoomResult>("/room", { name: "张家房间", clubId: "" })).result.roomId;
  const others = [await test.user(), await test.user()];
  for (const other of others) await report(other, roomId, 2, 2);
  test.clock.advance({ minutes: 1 });
  await report(others[0] as TestUser, users[0]?.uid ?? "", 1, 5);
  moderator = await testStaff(test, "moderator");
});
afterAll(() => test.close());

const names = async (input: Parameters<typeof moderator.call.reports.list>[0]) =>
  (await moderator.call.reports.list(input)).list.map(({ target }) => target.name);

it("makes one case of all reports on a target", async () => {
  const [room] = (await moderator.call.reports.list({ search: roomId })).list;
  expect(room).toMatchObject({
    reportTotal: 2,
    reasonTypes: [2],
    lastReason: "原因2",
    overdue: 0,
    target: { targetType: 2, name: "张家房间", uid: reporter.uid },
  });
});

it("sorts by the latest, the longest waiting and the most reports", async () => {
  expect(await names({})).toEqual(["张三", "张家房间", "100%人", "李五", "张四"]);
  expect(await names({ sort: "oldest" })).toEqual(["张三", "张四", "李五", "100%人", "张家房间"]);
  expect((await names({ sort: "most" })).slice(0, 2).sort()).toEqual(["张三", "张家房间"]);
  await expect(names({ status: 1, sort: "most" })).rejects.toThrow("只能按时间排序");
});

it.each(["latest", "oldest", "most"] as const)("pages by %s without gaps while cases are added", async (sort) => {
  const seen: string[] = [];
  let after: string | null | undefined;
  do {
    const page = await moderator.call.reports.list({ sort, count: 2, ...(after && { after }) });
    seen.push(...page.list.map(({ caseId }) => caseId));
    after = page.next;
  } while (after);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(5);
});

it("filters by reason, kind, age and assignee", async () => {
  expect(await names({ reportReasonType: 2 })).toEqual(["张家房间", "张四"]);
  expect(await names({ reportReasonType: 5 })).toEqual(["张三"]);
  expect(await names({ targetType: 2 })).toEqual(["张家房间"]);
  const [row] = (await moderator.call.reports.list({ search: "李" })).list;
  await moderator.call.reports.claim({ caseId: row?.caseId ?? "" });
  expect(await names({ assignee: "me" })).toEqual(["李五"]);
  expect(await names({ assignee: moderator.staffId })).toEqual(["李五"]);
  expect(await names({ assignee: "none" })).not.toContain("李五");
  expect(await names({ minAgeHours: 1 })).toEqual(["张三", "张四"]);
  const young = await names({ maxAgeHours: 1 });
  expect(young).toHaveLength(3);
  expect(young).not.toContain("张三");
  expect(await names({ minAgeHours: 1, maxAgeHours: 2 })).toEqual(["张三", "张四"]);
  expect(await names({ minAgeHours: 3, maxAgeHours: 4 })).toEqual([]);
});

it("searches by name's beginning, target and reporter", async () => {
  expect(await names({ search: "张" })).toEqual(["张三", "张家房间", "张四"]);
  expect(await names({ search: "100%" })).toEqual(["100%人"]);
  expect(await names({ search: "%" })).toEqual([]);
  expect(await names({ search: users[2]?.uid ?? "" })).toEqual(["李五"]);
  expect(await names({ search: reporter.uid })).toHaveLength(4);
});

it("knows what has waited too long, by a time that admins set", async () => {
  const admin = await testStaff(test, "admin");
  expect(await moderator.call.reports.counts()).toMatchObject({ open: 5, overdue: 0 });
  await admin.call.reports.setTargetTime({ hours: 1, reason: "加快" });
  expect(await moderator.call.reports.targetTime()).toEqual({ hours: 1 });
  expect(await moderator.call.reports.counts()).toEqual({ open: 5, unclaimed: 4, mine: 1, overdue: 2 });
  expect(await names({ overdue: true })).toEqual(["张三", "张四"]);
});

it("shows each reporter with how often they were right", async () => {
  const rows = (await moderator.call.reports.list({ search: reporter.uid })).list;
  const byName = new Map(rows.map((row) => [row.target.name, row]));
  const seenTime = test.clock.now().getTime();
  const order = { seenTime, reason: "核实", takeOver: true };
  const one = ({ caseId = "", version = 0 } = {}) => ({ cases: [{ caseId, version }], ...order });
  await moderator.call.reports.decide({ ...one(byName.get("张四")), verdict: "act", actions: [{ kind: "warn" }] });
  await moderator.call.reports.decide({ ...one(byName.get("100%人")), verdict: "dismiss" });
  const caseId = byName.get("张三")?.caseId ?? "";
  const { list, next } = await moderator.call.reports.reports({ caseId, count: 1 });
  expect(list).toMatchObject([{ reason: "原因1", reporter: { uid: reporter.uid, decided: 2, right: 1 } }]);
  const rest = await moderator.call.reports.reports({ caseId, count: 1, ...(next && { after: next }) });
  expect(rest).toMatchObject({ list: [{ reason: "原因5", reporter: { decided: 0, right: 0 } }], next: null });
});

it("shows what a reporter had reported before, each with what was seen then", async () => {
  const [target, other] = [await test.user({ nickname: "变脸前" }), await test.user()];
  const avatar = "https://cdn.example.com/a.jpg";
  await report(other, target.uid, 1, 2);
  const first = test.clock.now().getTime();
  test.clock.advance({ minutes: 1 });
  await target.put("/user/profile", { nickname: "变脸后", avatar });
  await report(other, target.uid, 1, 3);
  moderator = await testStaff(test, "moderator");
  const { caseId = "" } = (await moderator.call.reports.list({ search: target.uid })).list[0] ?? {};
  expect((await moderator.call.reports.reports({ caseId })).list).toMatchObject([
    {
      times: 2,
      reason: "原因3",
      snapshot: { nickname: "变脸后" },
      earlier: [{ reportReasonType: 2, reason: "原因2", snapshot: { nickname: "变脸前" }, time: first }],
    },
  ]);
  expect(await moderator.call.reports.get({ caseId })).toMatchObject({ snapshot: { nickname: "变脸前" } });
});

it("previews what each action would do", async () => {
  const [row] = (await moderator.call.reports.list({ search: roomId })).list;
  const [preview] = await moderator.call.reports.preview({
    caseIds: [row?.caseId ?? ""],
    verdict: "act",
    actions: [{ kind: "close_room" }, { kind: "freeze", hours: null }, { kind: "lift" }],
  });
  expect(preview).toMatchObject({
    consequences: [
      "立即关闭该活动，所有成员离开",
      "冻结账号（永久）：立即退出登录，无法再登录，并移出所在的1个活动",
      "账号没有生效中的冻结或限制，无可解除",
    ],
    warnings: [],
    reporters: 2,
  });
  expect(preview?.notice?.content).toContain("色情淫秽");
  expect(preview?.reporterNotice.content).toContain("活动「张家房间」");
});

it("answers each page with one statement besides the session's", async () => {
  const { caseId = "" } = (await moderator.call.reports.list({ count: 1 })).list[0] ?? {};
  const calls = [
    () => moderator.call.reports.list({ count: 100 }),
    () => moderator.call.reports.get({ caseId }),
    () => moderator.call.reports.reports({ caseId, count: 100 }),
    () => moderator.call.reports.counts(),
  ];
  await moderator.call.auth.me();
  for (const call of calls) expect(await test.statements(call)).toHaveLength(2);
});
