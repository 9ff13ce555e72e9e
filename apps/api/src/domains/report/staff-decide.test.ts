import type { RoomResult } from "@chaoqer/contract/room";
import type { DecideInput } from "@chaoqer/contract/staff/reports";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { type TestStaff, testStaff } from "../../testing/staff";

let test: TestApp;
let moderator: TestStaff;
let colleague: TestStaff;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** Console sessions end while tests move the clock by days. */
async function freshStaff() {
  moderator = await testStaff(test, "moderator");
  colleague = await testStaff(test, "moderator");
}

async function report(reporter: TestUser, originId: string, originReportType = 1, reason = "骂人") {
  const input = { originReportType, originId, reportReasonType: 1, reason };
  expect((await reporter.post("/app/report", input)).status).toBe(1);
}

async function reported(targetType = 1) {
  await freshStaff();
  const [target, reporter] = [await test.user(), await test.user()];
  const room =
    targetType === 2 ? (await target.post<RoomResult>("/room", { name: "坏房间", clubId: "" })).result : null;
  const targetId = room?.roomId ?? target.uid;
  await report(reporter, targetId, targetType);
  const [row] = (await moderator.call.reports.list({ search: targetId })).list;
  if (!row) throw new Error("no case");
  const seen = await moderator.call.reports.get({ caseId: row.caseId });
  return { ...seen, user: target, reporter, targetId };
}

type Order = Partial<Pick<DecideInput, "actions" | "verdict" | "takeOver" | "notice" | "tellReporters">>;

function decide(seen: { caseId: string; version: number; seenTime: number }, order: Order, staff = moderator) {
  const { caseId, version, seenTime } = seen;
  return staff.call.reports.decide({
    cases: [{ caseId, version }],
    seenTime,
    verdict: order.actions ? "act" : "dismiss",
    actions: [],
    reason: "内部原因",
    ...order,
  });
}

const official = (uid: string) =>
  test.deps.db.message.findMany({ where: { uid, originPushType: 1 }, orderBy: { messageId: "desc" } });

const login = async (user: TestUser) => {
  test.clock.advance({ minutes: 2 });
  await test.guest().post("/account/captcha", { mobile: user.mobile });
  await test.runJobs();
  const [sms] = await test.sandbox.inspect<{ code: string }>(`sms?mobile=${user.mobile}`);
  return test.guest().post("/account/login/captcha", { mobile: user.mobile, captcha: sms?.code ?? "" });
};

describe("a decision", () => {
  it("dismisses, and tells those who reported", async () => {
    const seen = await reported();
    expect(await decide(seen, {})).toEqual([{ caseId: seen.caseId, outcome: "done", changes: [] }]);
    expect(await moderator.call.reports.get({ caseId: seen.caseId })).toMatchObject({ status: 2, overdue: 0 });
    const [told] = await official(seen.reporter.uid);
    expect(told?.content).toBe(`你投诉的用户「${seen.user.nickname}」经核实暂未发现违规行为，感谢你的反馈。`);
    expect(await official(seen.user.uid)).toEqual([]);
    const { list } = await (await testStaff(test, "admin")).call.audit.search({ targetId: seen.caseId });
    expect(list[0]).toMatchObject({
      action: "report.decide",
      reason: "内部原因",
      staff: { staffId: moderator.staffId },
    });
  });

  it("freezes at once: session, room and voice seat end, and login says so until it ends", async () => {
    const seen = await reported();
    const target = seen.user;
    const other = await test.user();
    const { roomId } = (await other.post<RoomResult>("/room", { name: "", clubId: "" })).result;
    expect((await target.post(`/room/${roomId}/token`)).status).toBe(1);
    await decide(seen, { actions: [{ kind: "freeze", hours: 48 }] });

    expect((await target.get("/room", { count: 1 })).http).toBe(401);
    const room = (await other.get<RoomResult>(`/room/${roomId}`)).result;
    expect(room.memberList.map(({ uid }) => uid)).toEqual([other.uid]);
    await test.runJobs();
    const kicks = await test.sandbox.inspect<{ cname: string; uid: number; privileges: string[] }>("agora");
    expect(kicks.find(({ cname }) => cname === roomId)).toMatchObject({ uid: 2, privileges: ["join_channel"] });
    expect((await login(target)).result).toBe(100002);
    const [notice] = await official(target.uid);
    expect(notice?.content).toContain("涉嫌违法违规");
    expect(notice?.content).toContain("你的账号已被冻结，至");

    test.clock.advance({ hours: 49 });
    expect((await login(target)).status).toBe(1);
    await test.runJobs({ early: true });
    const { list } = await (await testStaff(test, "admin")).call.audit.search({ targetId: target.uid });
    expect(list[0]).toMatchObject({ action: "penalty.end", staff: null });
    expect(await test.deps.db.account.findUnique({ where: { uid: target.uid } })).toMatchObject({ status: 1 });
  });

  it("does several things at once, in the words of staff", async () => {
    const seen = await reported();
    const target = seen.user;
    await target.put("/user/profile", { nickname: "脏话", avatar: "https://x.example/a.png", bio: "广告" });
    await decide(seen, {
      actions: [{ kind: "reset_bio" }, { kind: "limit", hours: null }, { kind: "reset_nickname" }],
      notice: { title: "提醒", content: "请文明发言" },
    });
    const profile = await test.deps.db.profile.findUnique({ where: { uid: target.uid } });
    expect(profile).toMatchObject({
      nickname: `用户${target.uid.slice(0, 6)}`,
      bio: "",
      avatar: "https://x.example/a.png",
    });
    expect((await target.get("/room", { count: 1 })).status).toBe(1);
    expect((await target.post("/room", { name: "", clubId: "" })).http).toBe(403);
    expect(await official(target.uid)).toMatchObject([{ title: "提醒", content: "请文明发言" }]);
    const { account } = await moderator.call.reports.get({ caseId: seen.caseId });
    expect(account).toMatchObject({ status: -1, limitedUntil: null });
  });

  it("closes a room and takes its name away; the creator is told", async () => {
    const seen = await reported(2);
    expect(seen.live[0]?.members).toMatchObject([{ uid: seen.user.uid, role: 2 }]);
    await decide(seen, { actions: [{ kind: "close_room" }, { kind: "reset_name" }] });
    const room = await test.deps.db.room.findUnique({ where: { roomId: seen.targetId } });
    expect(room).toMatchObject({ name: "", closeReason: "staff", closedTime: test.clock.now() });
    expect((await official(seen.user.uid))[0]?.content).toContain("你的活动已被关闭");
    const after = await moderator.call.reports.get({ caseId: seen.caseId });
    expect(after.live).toEqual([]);
    expect(after.snapshot).toMatchObject({ name: "坏房间" });
  });
});

describe("two on one case", () => {
  it("refuses a decision on what has changed, and says what", async () => {
    const seen = await reported();
    test.clock.advance({ seconds: 2 });
    await report(await test.user(), seen.targetId);
    await report(seen.reporter, seen.targetId, 1, "又来了");
    await colleague.call.reports.claim({ caseId: seen.caseId });
    const [result] = await decide(seen, { actions: [{ kind: "freeze", hours: null }] });
    expect(result).toEqual({
      caseId: seen.caseId,
      outcome: "stale",
      changes: ["新增1条投诉", "1条投诉有更新", "已由moderator认领"],
    });
    expect(await test.deps.db.penalty.count({ where: { uid: seen.user.uid } })).toBe(0);
    expect((await seen.user.get("/room", { count: 1 })).status).toBe(1);
  });

  it("lets one of two simultaneous decisions through", async () => {
    const seen = await reported();
    const results = await Promise.all([decide(seen, {}), decide(seen, { actions: [{ kind: "warn" }] }, colleague)]);
    expect(results.map(([one]) => one?.outcome).sort()).toEqual(["done", "stale"]);
  });

  it("keeps off a colleague's case unless told to take it over", async () => {
    const seen = await reported();
    const { caseId } = seen;
    const { version } = await colleague.call.reports.claim({ caseId });
    await expect(moderator.call.reports.claim({ caseId })).rejects.toThrow("moderator正在处理该案件");
    const [preview] = await moderator.call.reports.preview({ caseIds: [caseId], verdict: "dismiss" });
    expect(preview?.warnings).toEqual(["moderator正在处理该案件"]);
    const mine = { ...seen, version };
    expect((await decide(mine, {}))[0]?.outcome).toBe("claimed");
    expect((await decide(mine, { takeOver: true }))[0]?.outcome).toBe("done");
  });

  it("releases only one's own case", async () => {
    const { caseId } = await reported();
    await moderator.call.reports.claim({ caseId });
    await expect(colleague.call.reports.release({ caseId })).rejects.toThrow("不由你处理");
    await moderator.call.reports.release({ caseId });
    expect(await moderator.call.reports.get({ caseId })).toMatchObject({ assignee: null });
  });
});

describe("many at once", () => {
  it("decides those that stand and leaves the others", async () => {
    const [one, two] = [await reported(), await reported()];
    test.clock.advance({ seconds: 2 });
    await report(await test.user(), two.targetId);
    const cases = [two, one].map(({ caseId, version }) => ({ caseId, version }));
    const order = { seenTime: one.seenTime, verdict: "dismiss", reason: "无实据" } as const;
    const results = await moderator.call.reports.decide({ cases, ...order });
    expect(results.map(({ outcome }) => outcome)).toEqual(["stale", "done"]);
  });

  it("does nothing at all if one cannot be carried out", async () => {
    const [one, two] = [await reported(), await reported()];
    await test.deps.db.account.update({ where: { uid: two.user.uid }, data: { status: -99, mobile: null } });
    const cases = [one, two].map(({ caseId, version }) => ({ caseId, version }));
    const order = { seenTime: two.seenTime, verdict: "act", reason: "警告" } as const;
    await expect(moderator.call.reports.decide({ cases, ...order, actions: [{ kind: "warn" }] })).rejects.toThrow(
      "账号已注销",
    );
    expect(await official(one.user.uid)).toEqual([]);
    expect(await moderator.call.reports.get({ caseId: one.caseId })).toMatchObject({ status: 0 });
  });
});

describe("undo", () => {
  it("opens the case again and takes back what can be taken back", async () => {
    const seen = await reported();
    const { caseId, user: target } = seen;
    await target.put("/user/profile", { nickname: "原来的名字", avatar: "https://x.example/a.png", bio: "原来的介绍" });
    await decide(seen, {
      actions: [{ kind: "limit", hours: 24 }, { kind: "reset_nickname" }, { kind: "reset_bio" }, { kind: "warn" }],
    });
    await test.deps.db.profile.update({ where: { uid: target.uid }, data: { bio: "新写的介绍" } });
    const { version } = await moderator.call.reports.get({ caseId });
    const stale = moderator.call.reports.undo({ caseId, version: version - 1, reason: "误判" });
    await expect(stale).rejects.toThrow("已有变化");
    const { remaining } = await moderator.call.reports.undo({ caseId, version, reason: "误判" });
    expect(remaining.sort()).toEqual(
      ["已发出的警告无法收回", "已发给投诉人的处理结果无法收回", "用户已修改资料，未恢复原内容"].sort(),
    );
    const profile = await test.deps.db.profile.findUnique({ where: { uid: target.uid } });
    expect(profile).toMatchObject({ nickname: "原来的名字", bio: "新写的介绍" });
    expect((await target.post("/room", { name: "", clubId: "" })).status).toBe(1);
    const after = await moderator.call.reports.get({ caseId });
    expect(after).toMatchObject({ status: 0, decision: null, assignee: { staffId: moderator.staffId } });
  });

  it("puts a lifted freeze back", async () => {
    const first = await reported();
    await decide(first, { actions: [{ kind: "freeze", hours: null }] });
    await report(await test.user(), first.targetId);
    const [row] = (await moderator.call.reports.list({ search: first.targetId })).list;
    const second = await moderator.call.reports.get({ caseId: row?.caseId ?? "" });
    expect(second.history).toMatchObject({
      cases: [{ caseId: first.caseId, status: 1 }],
      penalties: [{ kind: "freeze" }],
    });
    await decide(second, { actions: [{ kind: "lift" }] });
    expect((await login(first.user)).status).toBe(1);
    const { caseId } = second;
    const { version } = await moderator.call.reports.get({ caseId });
    await moderator.call.reports.undo({ caseId, version, reason: "误解除" });
    expect((await login(first.user)).result).toBe(100002);
  });

  it("is refused where the target has a newer open case", async () => {
    const seen = await reported();
    await decide(seen, {});
    await report(await test.user(), seen.targetId);
    const { version } = await moderator.call.reports.get({ caseId: seen.caseId });
    const undo = moderator.call.reports.undo({ caseId: seen.caseId, version, reason: "误判" });
    await expect(undo).rejects.toThrow("已有新的待处理案件");
  });
});
