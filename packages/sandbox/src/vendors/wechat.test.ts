import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../testing";
import { testUsers } from "./wechat/users";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(async () => {
  sandbox.clock.reset();
  await expire({});
  await sandbox.ask("/inspect", { method: "DELETE" });
});
afterAll(() => sandbox.close());

type Answer = Record<string, unknown> & { access_token: string; ticket: string; expires_in: number; errcode?: number };
const ask = (path: string, init?: RequestInit) => sandbox.ask<Answer>(path, init);
const app = () => ({ appid: sandbox.credentials.WECHAT_APP_ID, secret: sandbox.credentials.WECHAT_APP_SECRET });

const classic = (change: Record<string, string> = {}) =>
  ask(`/cgi-bin/token?${new URLSearchParams({ grant_type: "client_credential", ...app(), ...change })}`);
const stable = (change: Record<string, unknown> = {}) =>
  ask("/cgi-bin/stable_token", {
    method: "POST",
    body: JSON.stringify({ grant_type: "client_credential", ...app(), ...change }),
  });
const ticket = (token: string) => ask(`/cgi-bin/ticket/getticket?access_token=${token}&type=jsapi`);
const expire = (body: object) => ask("/inspect/wechat/expire", { method: "POST", body: JSON.stringify(body) });

describe("cgi-bin/token", () => {
  it("kills the one before at each call", async () => {
    const [first, second] = [await classic(), await classic()];
    expect(first.expires_in).toBe(7200);
    expect((await ticket(first.access_token)).errcode).toBe(40001);
    expect((await ticket(second.access_token)).errcode).toBe(0);
  });

  it.each([
    [40002, { grant_type: "x" }],
    [41002, { appid: "" }],
    [41004, { secret: "" }],
    [40013, { appid: "wx0" }],
    [40125, { secret: "x" }],
  ])("answers %d with HTTP 200", async (errcode, change) => {
    expect(await classic(change)).toEqual({ errcode, errmsg: expect.stringContaining("rid:") });
    expect((await stable(change)).errcode).toBe(errcode);
  });
});

describe("cgi-bin/stable_token", () => {
  it("answers the same token until five minutes before its end, when both do", async () => {
    const first = await stable();
    sandbox.clock.shift(6_890_000);
    const same = await stable();
    expect(same.access_token).toBe(first.access_token);
    expect(same.expires_in).toBeLessThanOrEqual(310);
    sandbox.clock.shift(20_000);
    const next = await stable();
    expect(next.access_token).not.toBe(first.access_token);
    expect([(await ticket(first.access_token)).errcode, (await ticket(next.access_token)).errcode]).toEqual([0, 0]);
    sandbox.clock.shift(300_000);
    expect((await ticket(first.access_token)).errcode).toBe(42001);
  });

  it("is independent of cgi-bin/token", async () => {
    const { access_token } = await stable();
    await classic();
    expect((await ticket(access_token)).errcode).toBe(0);
  });

  it("is forced to renew at most every 30 seconds", async () => {
    sandbox.clock.shift(3600_000);
    const first = await stable();
    const second = await stable({ force_refresh: true });
    expect(second.access_token).not.toBe(first.access_token);
    expect((await ticket(first.access_token)).errcode).toBe(40001);
    expect((await stable({ force_refresh: true })).access_token).toBe(second.access_token);
    sandbox.clock.shift(30_000);
    expect((await stable({ force_refresh: true })).access_token).not.toBe(second.access_token);
  });

  it("wants a JSON body by POST", async () => {
    expect((await ask("/cgi-bin/stable_token")).errcode).toBe(43002);
    expect((await ask("/cgi-bin/stable_token", { method: "POST" })).errcode).toBe(44002);
    expect((await ask("/cgi-bin/stable_token", { method: "POST", body: "appid=x" })).errcode).toBe(47001);
  });
});

describe("ticket/getticket", () => {
  it("answers the same ticket while it is fresh", async () => {
    const { access_token } = await stable();
    const first = await ticket(access_token);
    expect(first).toMatchObject({ errcode: 0, errmsg: "ok", ticket: expect.stringMatching(/^[\w-]{86}$/) });
    expect((await ticket(access_token)).ticket).toBe(first.ticket);
    sandbox.clock.shift(7_000_000);
    expect((await ticket((await stable()).access_token)).ticket).not.toBe(first.ticket);
  });

  it("tells what is wrong with a token", async () => {
    expect((await ask("/cgi-bin/ticket/getticket?type=jsapi")).errcode).toBe(41001);
    expect((await ticket("short")).errcode).toBe(40014);
    expect((await ticket(`90_${"x".repeat(150)}`)).errcode).toBe(40001);
    const { access_token } = await stable();
    expect((await ask(`/cgi-bin/ticket/getticket?access_token=${access_token}`)).errcode).toBe(40097);
  });
});

describe("POST /inspect/wechat/expire", () => {
  it.each([40001, 40014, 42001])("ends tokens and ticket, which WeChat then says by %d", async (errcode) => {
    const { access_token } = await stable();
    const before = await ticket(access_token);
    expect(await expire({ errcode })).toMatchObject({ expired: "all" });
    expect((await ticket(access_token)).errcode).toBe(errcode);
    const next = await stable();
    expect(next.access_token).not.toBe(access_token);
    expect((await ticket(next.access_token)).ticket).not.toBe(before.ticket);
  });

  it("ends one of them only", async () => {
    const { access_token } = await stable();
    const before = await ticket(access_token);
    await expire({ what: "ticket" });
    expect((await stable()).access_token).toBe(access_token);
    const after = await ticket(access_token);
    expect(after.ticket).not.toBe(before.ticket);
    await expire({ what: "token" });
    expect((await ticket((await stable()).access_token)).ticket).toBe(after.ticket);
    expect(await expire({ what: "cookie" })).toEqual({ error: expect.stringContaining("what") });
  });
});

describe("web login", () => {
  const back = "http://localhost:4001/wechat/back?room=1";
  function link(change: Record<string, string | undefined> = {}, last = "") {
    const { WECHAT_APP_ID: appid } = sandbox.credentials;
    const all = { appid, redirect_uri: back, response_type: "code", scope: "snsapi_base", state: "a1b2c3", ...change };
    const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return `${sandbox.url}/connect/oauth2/authorize?${new URLSearchParams(given)}${last}`;
  }
  const follow = async (url: string) => {
    const reply = await fetch(url, { redirect: "manual" });
    return { status: reply.status, to: new URL(reply.headers.get("location") ?? "none:"), page: await reply.text() };
  };
  const openid = testUsers[0]?.openid ?? "";
  const exchange = (code: string, change: Record<string, string> = {}) =>
    ask(
      `/sns/oauth2/access_token?${new URLSearchParams({ ...app(), code, grant_type: "authorization_code", ...change })}`,
    );
  const codeOf = async (change: Record<string, string> = {}, user = openid) =>
    (await follow(link(change, `&openid=${user}`))).to.searchParams.get("code") ?? "";

  it("offers the test users and a refusal", async () => {
    const { status, page } = await follow(link());
    expect(status).toBe(200);
    for (const user of testUsers) expect(page).toContain(`&#38;openid=${user.openid}"`);
    expect(page).toContain("&#38;refuse=1");
  });

  it("goes back with a code and the state, keeping the address it was given", async () => {
    const { status, to } = await follow(link({}, `&openid=${openid}`));
    expect(status).toBe(302);
    expect(to.href).toMatch(/^http:\/\/localhost:4001\/wechat\/back\?room=1&code=[0-9A-Za-z]{32}&state=a1b2c3$/);
    const withHash = await follow(link({ redirect_uri: "http://localhost:4001/a#b" }, `&openid=${openid}`));
    expect(withHash.to.href).toMatch(/\/a\?code=\w+&state=a1b2c3#b$/);
  });

  it("goes back with the state alone after a refusal", async () => {
    expect((await follow(link({}, "&refuse=1"))).to.href).toBe(`${back}&state=a1b2c3`);
  });

  it("swaps a code once, for the openid alone", async () => {
    const code = await codeOf();
    expect(await exchange(code)).toEqual({
      access_token: expect.any(String),
      expires_in: 7200,
      refresh_token: expect.any(String),
      openid,
      scope: "snsapi_base",
    });
    expect((await exchange(code)).errcode).toBe(40163);
    expect((await exchange("0nonsense")).errcode).toBe(40029);
    const late = await codeOf();
    sandbox.clock.shift(300_001);
    expect((await exchange(late)).errcode).toBe(40029);
  });

  it.each([
    [40013, { appid: "wx0" }],
    [40125, { secret: "x" }],
    [41008, { code: "" }],
    [40002, { grant_type: "client_credential" }],
  ])("answers %d and leaves the code as it is", async (errcode, change) => {
    const code = await codeOf();
    expect((await exchange(code, change)).errcode).toBe(errcode);
    expect((await exchange(code)).openid).toBe(openid);
  });

  it("tells about the user only with snsapi_userinfo", async () => {
    const info = (token: string, id: string) => ask(`/sns/userinfo?access_token=${token}&openid=${id}&lang=zh_CN`);
    const base = await exchange(await codeOf());
    expect((await info(base.access_token, openid)).errcode).toBe(48001);
    const full = await exchange(await codeOf({ scope: "snsapi_userinfo" }));
    expect(full.unionid).toBe(testUsers[0]?.unionid);
    const user = await info(full.access_token, openid);
    expect(user).toMatchObject({ openid, nickname: testUsers[0]?.nickname, unionid: full.unionid });
    const picture = await fetch(String(user.headimgurl));
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    expect((await info(full.access_token, "oOther")).errcode).toBe(40003);
    expect((await info("x", openid)).errcode).toBe(40001);
    sandbox.clock.shift(7_200_001);
    expect((await info(full.access_token, openid)).errcode).toBe(42001);
    const reply = await fetch(`${sandbox.url}/sns/userinfo`);
    expect(reply.headers.get("content-type")).toMatch(/^text\/plain/);
  });

  it("marks the snapshot page's made-up user", async () => {
    const virtual = testUsers.find((user) => user.virtual)?.openid ?? "";
    expect((await exchange(await codeOf({ scope: "snsapi_userinfo" }, virtual))).is_snapshotuser).toBe(1);
    expect(await exchange(await codeOf({}, virtual))).not.toHaveProperty("is_snapshotuser");
  });

  it("takes any openid, for tests that need many users", async () => {
    expect((await exchange(await codeOf({}, "oTest_0001"))).openid).toBe("oTest_0001");
  });

  it.each<[string, () => string]>([
    ["another order", () => link().replace(/(scope=\w+)&(state=\w+)/, "$2&$1")],
    ["no response_type", () => link({ response_type: undefined })],
    ["another response_type", () => link({ response_type: "token" })],
    ["another appid", () => link({ appid: "wx0" })],
    ["a relative redirect_uri", () => link({ redirect_uri: "/back" })],
    ["a script as redirect_uri", () => link({ redirect_uri: "javascript:alert(1)" })],
    ["another scope", () => link({ scope: "snsapi_login" })],
    ["a long state", () => link({ state: "a".repeat(129) })],
    ["markup as state", () => link({ state: "<b>" })],
  ])("does not follow a link with %s", async (_what, make) => {
    const { status, page } = await follow(`${make()}&openid=${openid}`);
    expect(status).toBe(200);
    expect(page).toContain("该链接无法访问");
  });
});

it("counts the calls of each endpoint", async () => {
  const { access_token } = await stable();
  await stable({ secret: "x" });
  await ticket(access_token);
  expect(await ask("/inspect/wechat")).toMatchObject({
    calls: { "cgi-bin/stable_token": 2, "cgi-bin/ticket/getticket": 1 },
    list: [
      { endpoint: "cgi-bin/ticket/getticket", outcome: "ok", time: expect.any(Number) },
      { endpoint: "cgi-bin/stable_token", outcome: "40125" },
      { endpoint: "cgi-bin/stable_token", outcome: "ok" },
    ],
  });
});
