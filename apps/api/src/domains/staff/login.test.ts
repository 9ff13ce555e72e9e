import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/harness";
import { STAFF_PASSWORD, staffCaller, testStaff } from "../../testing/staff";

let test: TestApp;
let address = 0;
/** Each test comes from an address of its own. */
const guest = () => staffCaller(test, undefined, { "x-forwarded-for": `198.51.100.${++address}` });

beforeAll(async () => {
  test = await startTestApp({ env: { TRUST_PROXY: "1" } });
});
afterAll(() => test.close());

async function signIn(name: string, password = STAFF_PASSWORD, totp?: string) {
  const result = await guest().auth.login({ name, password, totp });
  if (result.status !== "ok") throw new Error(`login: ${result.status}`);
  return { ...result, call: staffCaller(test, result.token) };
}

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: test.clock.now().getTime() });

describe("login", () => {
  it("opens a session and tells the audit log", async () => {
    const { username, staffId } = await testStaff(test, "moderator");
    const { me, call } = await signIn(` ${username.toUpperCase()} `);
    expect(me).toMatchObject({ username, role: "moderator", stage: "ready", totp: false });
    expect(await call.auth.me()).toEqual(me);
    const entry = await test.deps.db.auditEntry.findFirst({ where: { staffId, action: "auth.login" } });
    expect(entry).toMatchObject({ ip: `198.51.100.${address}`, userAgent: "console test" });
    await call.auth.logout();
    await expect(call.auth.me()).rejects.toMatchObject({ code: "unauthorized" });
  });

  it("says the same of a wrong password, an unknown name and a disabled account", async () => {
    const { username } = await testStaff(test, "moderator");
    const gone = await testStaff(test, "moderator");
    await test.deps.db.staff.update({ where: { staffId: gone.staffId }, data: { disabledTime: test.clock.now() } });
    for (const [name, password] of [
      [username, "wrong"],
      ["nobody", STAFF_PASSWORD],
      [gone.username, STAFF_PASSWORD],
    ] as const)
      await expect(guest().auth.login({ name, password })).rejects.toMatchObject({
        code: "refused",
        message: "账号或密码不正确",
      });
    const where = { action: "auth.fail", staffId: gone.staffId };
    expect(await test.deps.db.auditEntry.findFirst({ where })).toMatchObject({ after: { why: "disabled" } });
  });

  it.each(["known", "unknown"])("locks a %s name after five failures, for a while", async (kind) => {
    const name = kind === "known" ? (await testStaff(test, "moderator")).username : "stranger";
    const fail = () => guest().auth.login({ name, password: "wrong" });
    for (let i = 0; i < 5; i++) await expect(fail()).rejects.toThrow("账号或密码不正确");
    await expect(guest().auth.login({ name, password: STAFF_PASSWORD })).rejects.toThrow("账号已临时锁定");
    test.clock.advance({ minutes: 16 });
    if (kind === "known") await signIn(name);
    else await expect(fail()).rejects.toThrow("账号或密码不正确");
  });

  it("holds the limit under parallel tries", async () => {
    const { username: name } = await testStaff(test, "moderator");
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => guest().auth.login({ name, password: "wrong" })),
    );
    const messages = tries.map((one) => (one.status === "rejected" ? String(one.reason.message) : "in"));
    expect(messages.filter((message) => message === "账号或密码不正确")).toHaveLength(5);
  });

  it("locks an address after twenty failures, whatever the names", async () => {
    const from = guest();
    const { username } = await testStaff(test, "moderator");
    await test.deps.db.staffLoginFailure.createMany({
      data: Array.from({ length: 20 }, (_, i) => ({
        username: `name${i}`,
        ip: `198.51.100.${address}`,
        createTime: test.clock.now(),
      })),
    });
    await expect(from.auth.login({ name: username, password: STAFF_PASSWORD })).rejects.toThrow("当前网络");
    await signIn(username);
  });
});

describe("a session", () => {
  it("ends when idle, and after half a day at the latest", async () => {
    const idle = await testStaff(test, "operator");
    const busy = await testStaff(test, "operator");
    for (let hour = 1; hour <= 11; hour++) {
      test.clock.advance({ hours: 1 });
      await busy.call.auth.me();
    }
    await expect(idle.call.auth.me()).rejects.toMatchObject({ code: "unauthorized" });
    test.clock.advance({ hours: 1 });
    await expect(busy.call.auth.me()).rejects.toMatchObject({ code: "unauthorized" });
  });

  it("must change a first password before anything else, which ends the other sessions", async () => {
    const staff = await testStaff(test, "moderator");
    const { staffId, username } = staff;
    await test.deps.db.staff.update({ where: { staffId }, data: { mustChangePassword: true } });
    const { me, call } = await signIn(username);
    expect(me.stage).toBe("password");
    const change = (current: string, next: string) => call.auth.changePassword({ current, next });
    await expect(change("wrong", "another good one 7")).rejects.toThrow("当前密码不正确");
    await expect(change(STAFF_PASSWORD, STAFF_PASSWORD)).rejects.toThrow("不能与当前密码相同");
    await expect(change(STAFF_PASSWORD, "aaaaaaaaaaaa")).rejects.toThrow("过于简单");
    await change(STAFF_PASSWORD, "another good one 7");
    expect((await call.auth.me()).stage).toBe("ready");
    await expect(staff.call.auth.me()).rejects.toMatchObject({ code: "unauthorized" });
    await signIn(username, "another good one 7");
  });
});

describe("the second step", () => {
  it("is demanded of a role, set up with a first code, and asked for from then on", async () => {
    const admin = await testStaff(test, "admin");
    const staff = await testStaff(test, "operator");
    await admin.call.accounts.setTotpPolicy({ roles: ["operator"], reason: "安全" });
    const { call, me } = await signIn(staff.username);
    expect(me.stage).toBe("totp");
    const { secret, uri } = await call.auth.beginTotp();
    expect(uri).toContain(`secret=${secret}`);
    await expect(call.auth.confirmTotp({ code: "000000" })).rejects.toThrow("动态验证码不正确");
    await call.auth.confirmTotp({ code: codeOf(secret) });
    expect(await call.auth.me()).toMatchObject({ stage: "ready", totp: true });
    await expect(staff.call.auth.me()).rejects.toMatchObject({ code: "unauthorized" });

    const login = (totp?: string) => guest().auth.login({ name: staff.username, password: STAFF_PASSWORD, totp });
    expect(await login()).toEqual({ status: "totp" });
    await expect(login(codeOf(secret)), "used already").rejects.toThrow("动态验证码不正确");
    test.clock.advance({ seconds: 60 });
    const code = codeOf(secret);
    const both = await Promise.allSettled([login(code), login(code)]);
    expect(
      both.filter((one) => one.status === "fulfilled"),
      "a code works once",
    ).toHaveLength(1);
    await admin.call.accounts.setTotpPolicy({ roles: [], reason: "恢复" });
  });

  it("cannot be guessed: wrong codes lock the name", async () => {
    const staff = await testStaff(test, "operator");
    const { secret } = await staff.call.auth.beginTotp();
    await staff.call.auth.confirmTotp({ code: codeOf(secret) });
    const login = (totp: string) => guest().auth.login({ name: staff.username, password: STAFF_PASSWORD, totp });
    test.clock.advance({ seconds: 60 });
    const wrong = codeOf(secret) === "123456" ? "654321" : "123456";
    for (let i = 0; i < 5; i++) await expect(login(wrong)).rejects.toThrow("动态验证码不正确");
    await expect(login(codeOf(secret))).rejects.toThrow("账号已临时锁定");
  });
});
