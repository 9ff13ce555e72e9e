import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/harness";
import { staffCaller, type TestStaff, testStaff } from "../../testing/staff";

let test: TestApp;
let admin: TestStaff;

beforeAll(async () => {
  test = await startTestApp();
  admin = await testStaff(test, "admin");
});
afterAll(() => test.close());

const reason = "原因";

it("creates staff with a first password that must be changed", async () => {
  const created = await admin.call.accounts.create({ username: "zhang.san", displayName: "张三", role: "moderator" });
  const login = await staffCaller(test).auth.login({ name: "zhang.san", password: created.password });
  expect(login).toMatchObject({ status: "ok", me: { role: "moderator", stage: "password" } });
  const again = admin.call.accounts.create({ username: "zhang.san", displayName: "张四", role: "operator" });
  await expect(again).rejects.toThrow("账号已存在");
  const [entry] = (await admin.call.audit.search({ targetId: created.staffId, action: "account.create" })).list;
  expect(entry).toMatchObject({ staff: { staffId: admin.staffId }, after: { username: "zhang.san" } });
  expect(JSON.stringify(entry)).not.toContain(created.password);
});

it("finds staff by how their names begin, and by id", async () => {
  const input = { username: "li.si", displayName: "李四_一", role: "operator" } as const;
  const { staffId } = await admin.call.accounts.create(input);
  const ids = async (search: string) => (await admin.call.accounts.list({ search })).list.map((row) => row.staffId);
  for (const search of ["li.s", "李四", "李四_", staffId]) expect(await ids(search), search).toEqual([staffId]);
  expect(await ids("si")).toEqual([]);
  expect(await ids("李__")).toEqual([]);
});

it("re-reads the role at each call", async () => {
  const { staffId, call } = await testStaff(test, "moderator");
  await expect(call.accounts.list({})).rejects.toMatchObject({ code: "forbidden" });
  await admin.call.accounts.update({ staffId, displayName: "新", role: "admin", reason });
  expect((await call.accounts.list({})).list.length).toBeGreaterThan(1);
});

it("ends the sessions of a disabled account at once, and gives its cases back", async () => {
  const { staffId, call } = await testStaff(test, "moderator");
  const now = test.clock.now();
  const reportCase = { caseId: "c".repeat(32), targetType: 1, targetId: "a".repeat(32), reasonTypes: [1] };
  await test.deps.db.reportCase.create({
    data: { ...reportCase, assigneeId: staffId, claimTime: now, firstReportTime: now, lastReportTime: now },
  });
  await admin.call.accounts.disable({ staffId, reason });
  await expect(call.auth.me()).rejects.toMatchObject({ code: "unauthorized" });
  const { caseId } = reportCase;
  expect(await test.deps.db.reportCase.findUnique({ where: { caseId } })).toMatchObject({ assigneeId: null });
  await admin.call.accounts.enable({ staffId, reason });
  await expect(admin.call.accounts.enable({ staffId, reason })).rejects.toThrow("未停用");
});

it("revokes sessions, resets passwords", async () => {
  const { staffId, call, username } = await testStaff(test, "moderator");
  await admin.call.accounts.revoke({ staffId, reason });
  await expect(call.auth.me()).rejects.toMatchObject({ code: "unauthorized" });
  const { password } = await admin.call.accounts.resetPassword({ staffId, reason });
  expect(await staffCaller(test).auth.login({ name: username, password })).toMatchObject({ me: { stage: "password" } });
});

it("lets nobody change or shut out their own account this way", async () => {
  const { staffId } = admin;
  await expect(admin.call.accounts.disable({ staffId, reason })).rejects.toThrow("自己的账号");
  const demote = admin.call.accounts.update({ staffId, displayName: "我", role: "operator", reason });
  await expect(demote).rejects.toThrow("自己的账号");
});

it("pages through staff and the audit log without gaps", async () => {
  for (let i = 0; i < 3; i++) await testStaff(test, "operator");
  const seen: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await admin.call.accounts.list({ count: 2, ...(after && { after }) });
    seen.push(...page.list.map(({ staffId }) => staffId));
    after = page.next;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(await test.deps.db.staff.count());
  const first = await admin.call.audit.search({ count: 1 });
  const second = await admin.call.audit.search({ count: 1, ...(first.next && { after: first.next }) });
  expect(Number(second.list[0]?.id)).toBeLessThan(Number(first.list[0]?.id));
});
