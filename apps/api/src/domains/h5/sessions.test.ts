import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/harness";
import { hashToken } from "../account/rules";
import { login, trpc, visit, wechatCode } from "./testing";

/** docs/api/h5.md, "WeChat login". */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterEach(() => test.sandbox.healFaults());
afterAll(() => test.close());

const DAY_MS = 86_400_000;
const sessionsOf = (openid: string) => test.deps.db.wechatSession.findMany({ where: { openid } });

describe("a login code", () => {
  it("is good for a session of 30 days, of which only the token's hash is kept", async () => {
    const { data } = await login(test, await wechatCode(test, "openid-of-anna"));
    expect(data).toEqual({
      outcome: "session",
      token: expect.stringMatching(/^[a-f0-9]{64}$/),
      expireTime: test.clock.now().getTime() + 30 * DAY_MS,
    });
    const { token, expireTime } = data as { token: string; expireTime: number };
    expect(await sessionsOf("openid-of-anna")).toEqual([
      {
        tokenHash: hashToken(token),
        openid: "openid-of-anna",
        unionid: null,
        createTime: test.clock.now(),
        expireTime: new Date(expireTime),
      },
    ]);
  });

  it("brings the unionid along when WeChat gives it", async () => {
    await login(test, await wechatCode(test, "openid-of-bea", "snsapi_userinfo"));
    expect(await sessionsOf("openid-of-bea")).toMatchObject([{ unionid: "uopenid-of-bea" }]);
  });

  it("works once, under parallel logins too", async () => {
    const code = await wechatCode(test, "openid-of-carl");
    const replies = await Promise.all(Array.from({ length: 5 }, () => login(test, code)));
    const outcomes = replies.map(({ data }) => data?.outcome).sort();
    expect(outcomes).toEqual(["codeSpent", "codeSpent", "codeSpent", "codeSpent", "session"]);
    expect(await sessionsOf("openid-of-carl")).toHaveLength(1);
  });

  it("that never was one is as good as spent", async () => {
    expect(await login(test, "0a1b2c3d4e5f")).toMatchObject({ http: 200, data: { outcome: "codeSpent" } });
  });

  it.each(["", "a b", "<script>", "a".repeat(129)])("of another form is refused: %j", async (code) => {
    expect((await login(test, code)).error).toEqual({ message: "微信授权码不正确", domain: "refused" });
  });

  it("of the snapshot page's virtual user opens no session", async () => {
    const code = await wechatCode(test, "oSandbox_snapshot_00000000001", "snsapi_userinfo");
    expect((await login(test, code)).data).toEqual({ outcome: "virtualUser" });
    expect(await sessionsOf("oSandbox_snapshot_00000000001")).toEqual([]);
  });

  it("is kept for later while WeChat is away", async () => {
    const code = await wechatCode(test, "openid-of-dora");
    await test.sandbox.fault({ target: "wechat", mode: "down" });
    const away = await login(test, code);
    expect(away).toMatchObject({ http: 503, error: { domain: "unavailable", message: /^微信服务暂时不可用/ } });
    await test.sandbox.healFaults();
    expect((await login(test, code)).data?.outcome).toBe("session");
  });

  it("gives nothing when WeChat refuses our keys, and says nothing of them", async () => {
    const before = test.logged().length;
    await test.sandbox.fault({ target: "wechat", mode: "error", status: 200, body: { errcode: 40125, errmsg: "x" } });
    expect(await login(test, "0a1b2c3d4e5f")).toMatchObject({ http: 503, error: { domain: "unavailable" } });
    const logged = test.logged().slice(before);
    expect(logged).toContain('"level":"fatal"');
    expect(logged).not.toContain(test.deps.env.WECHAT_APP_SECRET);
    expect(logged).not.toContain("0a1b2c3d4e5f");
  });
});

describe("a WeChat session", () => {
  it("counts as a Bearer token and as a cookie", async () => {
    const user = await test.user();
    const { token } = await visit(test);
    const call = (headers: Record<string, string>) =>
      test.guest().call("POST", `/h5/profile/${user.uid}`, {}, { headers });
    expect(await call({ authorization: `Bearer ${token}` })).toMatchObject({ http: 200, status: 1 });
    expect(await call({ cookie: `a=1; chaoqer_wx=${token}; b=2` })).toMatchObject({ http: 200, status: 1 });
    expect(await call({ cookie: `xchaoqer_wx=${token}` })).toMatchObject({ http: 401, status: 0 });
    expect(await call({ authorization: `Bearer ${randomBytes(32).toString("hex")}` })).toMatchObject({ http: 401 });
    expect(await call({})).toMatchObject({ http: 401, status: 0, message: "Authorized Failed" });
  });

  it("is no user session, nor the other way round", async () => {
    const user = await test.user();
    const { token, post } = await visit(test);
    expect(await post(`/user/${user.uid}/block`)).toMatchObject({ http: 401 });
    const basic = Buffer.from(`${user.uid}:${token.slice(0, 32)}`).toString("base64");
    const asUser = { authorization: `Basic ${basic}` };
    expect(await test.guest().call("GET", "/user/card", { count: 1 }, { headers: asUser })).toMatchObject({
      http: 401,
    });

    expect(await user.post(`/h5/profile/${user.uid}`)).toMatchObject({ http: 401 });
    const userToken = user.session?.accessToken ?? "";
    const borrowed: Record<string, string>[] = [
      { authorization: `Bearer ${userToken}` },
      { cookie: `chaoqer_wx=${userToken}` },
    ];
    for (const headers of borrowed) {
      const reply = await test.guest().call("POST", `/h5/profile/${user.uid}`, {}, { headers });
      expect(reply).toMatchObject({ http: 401 });
      const { error } = await trpc(test, "h5.profile", { uid: user.uid }, { query: true, headers });
      expect(error?.domain).toBe("unauthorized");
    }
  });

  it("ends after 30 days, and does not slide", async () => {
    const user = await test.user();
    const { post } = await visit(test);
    test.clock.advance({ days: 29, hours: 23, minutes: 59, seconds: 59 });
    expect(await post(`/h5/profile/${user.uid}`)).toMatchObject({ http: 200, status: 1 });
    test.clock.advance({ seconds: 1 });
    expect(await post(`/h5/profile/${user.uid}`)).toMatchObject({ http: 401 });
  });

  it("ends by logout, without the visitor's other sessions", async () => {
    const user = await test.user();
    const [here, there] = [await visit(test, "openid-of-emil"), await visit(test, "openid-of-emil")];
    for (const round of [1, 2]) {
      const { http } = await trpc(test, "h5.logout", { token: here.token });
      expect({ round, http }).toEqual({ round, http: 200 });
    }
    expect(await here.post(`/h5/profile/${user.uid}`)).toMatchObject({ http: 401 });
    expect(await there.post(`/h5/profile/${user.uid}`)).toMatchObject({ http: 200, status: 1 });
  });
});

it("no token, code or openid reaches the log", async () => {
  const code = await wechatCode(test, "openid-of-frieda");
  const { data } = await login(test, code);
  await trpc(test, "h5.logout", { token: (data as { token: string }).token });
  expect(test.logged()).not.toContain(code);
  expect(test.logged()).not.toContain((data as { token: string }).token);
  expect(test.logged()).not.toContain("openid-of-frieda");
});
