import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newMobile, startTestApp, type TestApp } from "../../testing/harness";
import { NativeClient, type Session } from "../../testing/native-client";

/** docs/api/account.md. */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({
    env: { CAPTCHA_IP_HOUR: "1000" },
  });
});
afterAll(() => test.close());

interface Sms {
  code: string;
  outcome: string;
}
const smsOf = (mobile: string) => test.sandbox.inspect<Sms>(`sms?mobile=${mobile}`);
const ask = (mobile: string, countryCode = "86") => test.guest().post("/account/captcha", { countryCode, mobile });

/** Asks for a code and reads it where it arrived. */
async function codeFor(mobile: string): Promise<string> {
  expect(await ask(mobile)).toMatchObject({ status: 1 });
  await test.runJobs();
  const [newest] = await smsOf(mobile);
  return newest?.code ?? "";
}

const enter = (mobile: string, captcha: string, client = test.guest()) =>
  client.post<Session & { expireTime: number }>("/account/login/captcha", { mobile, captcha });

const wrongOf = (code: string) => String((Number(code) + 1) % 10_000).padStart(4, "0");

describe("captcha", () => {
  it("sends four digits by a job", async () => {
    const mobile = newMobile();
    expect(await ask(mobile)).toMatchObject({ status: 1, result: {}, message: "验证码已发送，请注意查收" });
    expect(await smsOf(mobile)).toEqual([]);
    await test.runJobs();
    expect(await smsOf(mobile)).toMatchObject([{ code: expect.stringMatching(/^\d{4}$/), outcome: "ok" }]);
  });

  it.each([
    ["86", "123", "手机号格式不正确"],
    ["86", "23800138000", "手机号格式不正确"],
    ["86", "01012345678", "手机号格式不正确"],
    ["86", "", "手机号格式不正确"],
    ["999", "13800138000", "手机号格式不正确"],
    ["abc", "13800138000", "国家地区码不正确"],
  ])("refuses %s %s", async (countryCode, mobile, message) => {
    expect(await ask(mobile, countryCode)).toMatchObject({ http: 200, status: 0, result: 0, message });
  });

  it("sends to other countries too", async () => {
    expect(await ask("51234567", "852")).toMatchObject({ status: 1 });
    await test.runJobs();
    expect(await smsOf("85251234567")).toHaveLength(1);
  });

  it("is sent once per number and minute, five times an hour, ten times a day", async () => {
    const mobile = newMobile();
    expect(await ask(mobile)).toMatchObject({ status: 1 });
    test.clock.advance({ seconds: 59 });
    expect(await ask(mobile)).toMatchObject({ status: 0, result: 0, message: "验证码发送太频繁，请在60秒后重试" });
    for (let sent = 1; sent < 5; sent++) {
      test.clock.advance({ minutes: 1 });
      expect(await ask(mobile)).toMatchObject({ status: 1 });
    }
    test.clock.advance({ minutes: 1 });
    expect(await ask(mobile)).toMatchObject({ status: 0, message: "获取验证码次数过多，请一小时后再试" });
    for (let sent = 5; sent < 10; sent++) {
      test.clock.advance({ hours: 1 });
      expect(await ask(mobile)).toMatchObject({ status: 1 });
    }
    test.clock.advance({ hours: 1 });
    expect(await ask(mobile)).toMatchObject({ status: 0, message: "今日获取验证码次数已达上限，请明天再试" });
    test.clock.advance({ hours: 24 });
    expect(await ask(mobile)).toMatchObject({ status: 1 });
  });

  it("is accepted once when ten requests for a number come at once", async () => {
    const mobile = newMobile();
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        test.guest().call("POST", "/account/captcha", { mobile }, { remoteAddress: `192.0.2.${i + 10}` }),
      ),
    );
    expect(replies.filter((reply) => reply.status === 1)).toHaveLength(1);
    await test.runJobs();
    expect(await smsOf(mobile)).toHaveLength(1);
  });

  it("is limited per address, also under parallel requests", async () => {
    const strict = await startTestApp();
    const replies = await Promise.all(
      Array.from({ length: 25 }, () =>
        strict.guest().call("POST", "/account/captcha", { mobile: newMobile() }, { remoteAddress: "198.51.100.7" }),
      ),
    );
    expect(replies.filter((reply) => reply.status === 1)).toHaveLength(20);
    expect(replies.find((reply) => reply.status === 0)).toMatchObject({
      message: "当前网络获取验证码次数过多，请稍后再试",
    });
    await strict.close();
  });

  it("sends nothing for a request that a newer one replaced", async () => {
    const mobile = newMobile();
    await ask(mobile);
    test.clock.advance({ seconds: 60 });
    await ask(mobile);
    await test.runJobs();
    expect(await smsOf(mobile)).toHaveLength(1);
  });

  it("keeps no code in the database that could be read", async () => {
    const mobile = newMobile();
    const code = await codeFor(mobile);
    const row = await test.deps.db.captcha.findUniqueOrThrow({
      where: { mobile: `+86${mobile}` },
      select: { codeHash: true },
    });
    expect(row.codeHash).not.toContain(code);
    const jobs = await test.deps.db.$queryRaw<
      { data: unknown }[]
    >`SELECT data FROM pgboss.job WHERE name = 'sms-captcha'`;
    expect(JSON.stringify(jobs)).not.toContain(mobile);
  });
});

describe("login", () => {
  it("signs a new number up and a known one in", async () => {
    const mobile = newMobile();
    const first = await enter(mobile, await codeFor(mobile));
    expect(first).toMatchObject({ status: 1, message: "注册成功" });
    expect(first.result).toEqual({
      uid: expect.stringMatching(/^[a-f0-9]{32}$/),
      accessToken: expect.stringMatching(/^[a-f0-9]{32}$/),
      accessSecret: expect.stringMatching(/^[a-f0-9]{32}$/),
      expireTime: test.clock.now().getTime() + 30 * 86_400_000,
    });
    test.clock.advance({ minutes: 1 });
    const second = await enter(mobile, await codeFor(mobile));
    expect(second).toMatchObject({ status: 1, message: "登录成功", result: { uid: first.result.uid } });
  });

  it("keeps the token as a hash only", async () => {
    const mobile = newMobile();
    const { result } = await enter(mobile, await codeFor(mobile));
    const [row] = await test.deps.db.$queryRaw<object[]>`SELECT * FROM sessions WHERE uid = ${result.uid}`;
    expect(JSON.stringify(row)).not.toContain(result.accessToken);
  });

  it.each(["12", "1234567", "12a4", "１２３４"])("refuses the code %s by its form", async (captcha) => {
    expect(await enter(newMobile(), captcha)).toMatchObject({ status: 0, result: 0, message: "验证码不正确" });
  });

  it("tells a wrong code from one that is used, expired, replaced or never sent", async () => {
    const mobile = newMobile();
    const expired = { status: 0, result: 0, message: "验证码已过期，请重新获取验证码" };
    expect(await enter(mobile, "1234")).toMatchObject(expired);
    const code = await codeFor(mobile);
    expect(await enter(mobile, wrongOf(code))).toMatchObject({ status: 0, result: 0, message: "验证码不正确" });
    expect(await enter(mobile, code)).toMatchObject({ status: 1 });
    test.clock.advance({ seconds: 1 });
    expect(await enter(mobile, code)).toMatchObject(expired);
    test.clock.advance({ minutes: 1 });
    const late = await codeFor(mobile);
    test.clock.advance({ minutes: 5 });
    expect(await enter(mobile, late)).toMatchObject(expired);
    const replaced = await codeFor(mobile);
    test.clock.advance({ minutes: 1 });
    await ask(mobile);
    expect(await enter(mobile, replaced)).toMatchObject(expired);
  });

  it("takes a code until its last moment", async () => {
    const mobile = newMobile();
    const code = await codeFor(mobile);
    test.clock.advance({ minutes: 5, ms: -1 });
    expect(await enter(mobile, code)).toMatchObject({ status: 1 });
  });

  it("voids a code after five wrong tries", async () => {
    const mobile = newMobile();
    const code = await codeFor(mobile);
    for (let tries = 0; tries < 5; tries++) {
      expect(await enter(mobile, wrongOf(code))).toMatchObject({ message: "验证码不正确" });
      test.clock.advance({ seconds: 1 });
    }
    expect(await enter(mobile, code)).toMatchObject({ status: 0, message: "验证码已过期，请重新获取验证码" });
  });

  it("lets one of ten parallel logins with one code win", async () => {
    const mobile = newMobile();
    const code = await codeFor(mobile);
    const logins = Array.from({ length: 10 }, (_, i) =>
      test
        .guest()
        .call("POST", "/account/login/captcha", { mobile, captcha: code }, { remoteAddress: `192.0.2.${i + 30}` }),
    );
    const replies = await Promise.all(logins);
    expect(replies.filter((reply) => reply.status === 1)).toHaveLength(1);
    expect(replies.filter((reply) => reply.message === "验证码已过期，请重新获取验证码")).toHaveLength(9);
    expect(await test.deps.db.account.count({ where: { mobile: `+86${mobile}` } })).toBe(1);
  });

  it("ends the session before it, and tells that device alone by a push of attachType 2", async () => {
    const mobile = newMobile();
    const old = new NativeClient(test.app, test.clock);
    old.session = (await enter(mobile, await codeFor(mobile))).result;
    await old.post("/push/old0device0of0this0user");
    await test.runJobs();
    test.clock.advance({ minutes: 1 });
    const { result } = await enter(mobile, await codeFor(mobile));
    expect(await old.post("/account/logout")).toMatchObject({ http: 401 });
    await test.runJobs();
    const pushes = await test.sandbox.inspect<{
      payload: { message: { msg_content: string }; audience: object };
      outcome: string;
    }>(`push?alias=dev_${result.uid}`);
    expect(pushes).toHaveLength(1);
    expect(pushes[0]).toMatchObject({
      outcome: "ok",
      payload: { audience: { registration_id: ["old0device0of0this0user"] } },
    });
    expect(JSON.parse(pushes[0]?.payload.message.msg_content ?? "")).toMatchObject({ attachType: 2 });
  });

  it("from a Web client unbinds the push device", async () => {
    const mobile = newMobile();
    const phone = new NativeClient(test.app, test.clock);
    phone.session = (await enter(mobile, await codeFor(mobile))).result;
    await phone.post("/push/device0before0the0web");
    test.clock.advance({ minutes: 1 });
    await enter(
      mobile,
      await codeFor(mobile),
      new NativeClient(test.app, test.clock, { type: 0, versionName: "w", versionCode: 0 }),
    );
    expect(await test.deps.db.pushDevice.count({ where: { jPushId: "device0before0the0web" } })).toBe(0);
  });

  it("answers 100002 to a frozen account until its freeze ends", async () => {
    const user = await test.user();
    await test.deps.db.account.update({
      where: { uid: user.uid },
      data: { status: -2, frozenUntil: new Date(test.clock.now().getTime() + 600_000) },
    });
    expect(await user.get("/user/card", { count: 1 })).toMatchObject({ http: 401 });
    expect(await enter(user.mobile, await codeFor(user.mobile))).toMatchObject({
      http: 200,
      status: 0,
      result: 100002,
      message: "账号已被冻结",
    });
    test.clock.advance({ minutes: 10 });
    expect(await enter(user.mobile, await codeFor(user.mobile))).toMatchObject({
      status: 1,
      result: { uid: user.uid },
    });
  });

  it("gives the number of a deleted account to a new one", async () => {
    const user = await test.user();
    await test.deps.db.account.update({ where: { uid: user.uid }, data: { status: -99, mobile: null } });
    expect(await user.get("/user/card", { count: 1 })).toMatchObject({ http: 401 });
    const again = await enter(user.mobile, await codeFor(user.mobile));
    expect(again).toMatchObject({ status: 1, message: "注册成功" });
    expect(again.result.uid).not.toBe(user.uid);
  });
});

describe("logout", () => {
  it("ends the session and unbinds the device", async () => {
    const user = await test.user();
    await user.post("/push/device0to0be0forgotten");
    expect(await user.post("/account/logout")).toMatchObject({ status: 1, result: {}, message: "退出成功" });
    test.clock.advance({ seconds: 2 });
    expect(await user.post("/account/logout")).toMatchObject({ http: 401 });
    expect(await test.deps.db.pushDevice.count({ where: { uid: user.uid } })).toBe(0);
  });

  it("is allowed to limited accounts and to those without a profile", async () => {
    const limited = await test.user();
    await test.deps.db.account.update({ where: { uid: limited.uid }, data: { status: -1 } });
    expect(await limited.post("/account/logout")).toMatchObject({ status: 1 });
    expect(await (await test.user({ profile: false })).post("/account/logout")).toMatchObject({ status: 1 });
  });
});
