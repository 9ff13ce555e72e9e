import { DEFAULT_ACCESS_SECRET, sign } from "@chaoqer/contract/sign";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newMobile, startTestApp, type TestApp } from "../testing/harness";

/** docs/api/transport.md, from the outside. */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ env: { CAPTCHA_IP_HOUR: "1000" } });
});
afterAll(() => test.close());

const profile = { nickname: "小明", avatar: "https://cdn.example.com/a.jpg" };

/** A raw call without a client's help. */
async function raw(
  method: string,
  url: string,
  options: { headers?: Record<string, string>; payload?: string | Buffer } = {},
) {
  const response = await test.app.inject({ method: method as "GET", url, ...options });
  return {
    http: response.statusCode,
    headers: response.headers,
    ...response.json<{ result: unknown; message: string; status: number }>(),
  };
}

describe("answers", () => {
  it("wraps a result, with {} where there is none", async () => {
    const user = await test.user();
    const other = await test.user();
    const reply = await user.post(`/user/${other.uid}/block`);
    expect(reply).toMatchObject({ http: 200, result: {}, message: "拉黑成功", status: 1 });
    expect(reply.headers["content-type"]).toBe("application/json; charset=utf-8");
  });

  it.each([
    ["GET", "/nope", 404, "Not Found"],
    ["GET", "/user/xyz/profile", 404, "Not Found"],
    ["GET", `/user/${"A".repeat(32)}/profile`, 404, "Not Found"],
    ["GET", `/club/${"a".repeat(24)}`, 404, "Not Found"],
    ["POST", "/account/captcha/", 404, "Not Found"],
  ])("%s %s is no path", async (method, url, http, message) => {
    expect(await raw(method, url)).toMatchObject({ http, result: 0, message, status: 0 });
  });

  it("tells the methods that a path has", async () => {
    const reply = await raw("PATCH", "/user/profile", {
      headers: { "content-type": "application/json" },
      payload: "{",
    });
    expect(reply).toMatchObject({ http: 405, message: "Method Not Allowed", status: 0 });
    expect(reply.headers.allow).toBe("PUT");
    expect((await raw("DELETE", "/club")).headers.allow).toBe("POST, GET");
  });

  it("accepts the 24 hex uid of the document, and finds nobody", async () => {
    const user = await test.user();
    expect(await user.get(`/user/${"a".repeat(24)}/profile`)).toMatchObject({ http: 200, result: 200002, status: 0 });
  });
});

describe("parameters", () => {
  const post = (payload: string | Buffer, type = "application/json") =>
    raw("POST", "/account/captcha", { payload, headers: { "content-type": type } });

  it.each([
    ["broken JSON", "{"],
    ["a JSON list", "[]"],
    ["a JSON text", '"a"'],
    ["a member twice", '{"ts":1,"ts":1}'],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
  ])("refuses %s", async (_name, payload) => {
    expect(await post(payload)).toMatchObject({ http: 400, status: 0, result: 0 });
  });

  it("refuses a key that stands twice in a query or a form, and broken percent-encoding", async () => {
    expect(await raw("GET", "/user/card?count=1&count=1")).toMatchObject({ http: 400 });
    expect(await post("ts=1&ts=2", "application/x-www-form-urlencoded")).toMatchObject({ http: 400 });
    expect(await post("ts=%zz", "application/x-www-form-urlencoded")).toMatchObject({ http: 400 });
  });

  it("refuses one key with two values in query and body, and takes the same value", async () => {
    const params = { countryCode: "86", mobile: newMobile(), ts: test.clock.now().getTime() };
    const body = JSON.stringify({ ...params, sign: sign(params, DEFAULT_ACCESS_SECRET) });
    const headers = { "content-type": "application/json" };
    expect(await raw("POST", "/account/captcha?countryCode=852", { payload: body, headers })).toMatchObject({
      http: 400,
    });
    expect(await raw("POST", "/account/captcha?countryCode=86", { payload: body, headers })).toMatchObject({
      http: 200,
      status: 1,
    });
  });

  it("takes the union of query and body", async () => {
    const params = { countryCode: "86", mobile: newMobile(), ts: test.clock.now().getTime() };
    const signed = sign(params, DEFAULT_ACCESS_SECRET);
    const reply = await raw("POST", `/account/captcha?mobile=${params.mobile}&sign=${signed}`, {
      payload: JSON.stringify({ countryCode: "86", ts: params.ts }),
      headers: { "content-type": "application/json;charset=utf-8" },
    });
    expect(reply).toMatchObject({ http: 200, status: 1, message: "验证码已发送，请注意查收" });
  });

  it("reads forms, a number where text is expected and text where a number is", async () => {
    const guest = test.guest();
    const form = await guest.call("POST", "/account/captcha", { countryCode: 86, mobile: newMobile() }, { form: true });
    expect(form).toMatchObject({ http: 200, status: 1 });
    const numbers = await guest.post("/account/captcha", { countryCode: 86, mobile: Number(newMobile()) });
    expect(numbers).toMatchObject({ http: 200, status: 1 });
    const user = await test.user();
    expect(await user.get("/user/card", { count: "10" })).toMatchObject({ http: 200, result: { page: { count: 10 } } });
  });

  it("takes null as absent, a default for an absent countryCode, and ignores what it does not know", async () => {
    const reply = await test
      .guest()
      .post("/account/captcha", { countryCode: null, mobile: newMobile(), color: { a: [1] } });
    expect(reply).toMatchObject({ http: 200, status: 1 });
    expect(await test.guest().post("/account/captcha", { mobile: null })).toMatchObject({ http: 400 });
  });

  it.each([true, ["a"], { a: 1 }])("refuses %j where text is expected", async (nickname) => {
    const user = await test.user({ profile: false });
    const reply = await user.post("/user/profile/init", { ...profile, nickname });
    expect(reply).toMatchObject({ http: 400, result: 0, status: 0 });
  });

  it("refuses bodies over 1 MB and of other types", async () => {
    expect(await post("x".repeat(1024 * 1024 + 1))).toMatchObject({ http: 413, status: 0 });
    expect(await post("<a/>", "text/xml")).toMatchObject({ http: 415, status: 0 });
  });

  it("lets a GET carry a body, and a content type without a body", async () => {
    const user = await test.user();
    const params = user.signed({ count: 5 });
    const headers = { ...user.headers, "content-type": "application/json" };
    expect(await raw("GET", "/user/card", { headers, payload: JSON.stringify(params) })).toMatchObject({
      http: 200,
      status: 1,
    });
    expect(
      await user.call("GET", "/user/card", { count: 5 }, { headers: { "content-type": "text/plain" } }),
    ).toMatchObject({ http: 200 });
  });
});

describe("sign", () => {
  it("needs ts and sign, within the window", async () => {
    const guest = test.guest();
    const now = test.clock.now().getTime();
    expect(await guest.send("POST", "/account/captcha", { mobile: newMobile() })).toMatchObject({ http: 400 });
    expect(await guest.send("POST", "/account/captcha", { mobile: newMobile(), ts: now })).toMatchObject({ http: 400 });
    for (const ts of ["soon", 1.5, "", true]) {
      expect(await guest.post("/account/captcha", { mobile: newMobile(), ts })).toMatchObject({ http: 400 });
    }
    for (const ts of [now - 15 * 60_000 - 1, now + 15 * 60_000 + 1]) {
      const reply = await guest.post("/account/captcha", { mobile: newMobile(), ts });
      expect(reply).toMatchObject({ http: 400, message: "设备时间不正确，请校准后重试" });
    }
    expect(await guest.post("/account/captcha", { mobile: newMobile(), ts: String(now - 15 * 60_000) })).toMatchObject({
      http: 200,
    });
  });

  it("refuses a wrong one, takes upper case and line breaks", async () => {
    const guest = test.guest();
    const params = guest.signed({ mobile: newMobile() });
    expect(await guest.send("POST", "/account/captcha", { ...params, mobile: newMobile() })).toMatchObject({
      http: 401,
      message: "Authorized Failed",
    });
    const upper = String(params.sign).toUpperCase();
    expect(
      await guest.send("POST", "/account/captcha", {
        ...params,
        sign: `${upper.slice(0, 16)}\r\n${upper.slice(16)}\n`,
      }),
    ).toMatchObject({ http: 200 });
  });

  it("is made with the session's secret on a user's call", async () => {
    const user = await test.user();
    const params = { count: 5, ts: test.clock.now().getTime() };
    const byDefault = { ...params, sign: sign(params, DEFAULT_ACCESS_SECRET) };
    expect(await user.send("GET", "/user/card", byDefault)).toMatchObject({ http: 401 });
    expect(await user.get("/user/card", { count: 5 })).toMatchObject({ http: 200 });
  });
});

describe("order of refusals", () => {
  it("asks who before the sign, the sign before the state, the state before the form", async () => {
    expect(await test.guest().send("GET", "/user/card", {})).toMatchObject({ http: 401 });
    const fresh = await test.user({ profile: false });
    expect(await fresh.send("GET", "/user/card", {})).toMatchObject({ http: 400 });
    expect(await fresh.send("GET", "/user/card", { ts: test.clock.now().getTime(), sign: "0" })).toMatchObject({
      http: 401,
    });
    expect(await fresh.get("/user/card")).toMatchObject({ http: 200, result: 200000, status: 0 });
    const user = await test.user();
    expect(await user.get("/user/card")).toMatchObject({ http: 400 });
  });

  it("answers 403 to a limited account before 200000 and before the form", async () => {
    const user = await test.user({ profile: false });
    await test.deps.db.account.update({ where: { uid: user.uid }, data: { status: -1 } });
    expect(await user.post("/user/profile/init", {})).toMatchObject({ http: 403, message: "Forbidden", result: 0 });
  });

  it("names a malformed parameter before a refused value", async () => {
    const user = await test.user({ profile: false });
    expect(await user.post("/user/profile/init", { nickname: "" })).toMatchObject({ http: 400 });
    expect(await user.post("/user/profile/init", { ...profile, nickname: " " })).toMatchObject({
      http: 200,
      result: 0,
      status: 0,
      message: "昵称不能为空",
    });
  });
});

describe("sessions", () => {
  it.each([
    ["no header", undefined],
    ["another scheme", "Bearer abc"],
    ["no base64", "Basic ***"],
    ["no token", `Basic ${Buffer.from("a".repeat(32)).toString("base64")}`],
    ["an unknown user", `Basic ${Buffer.from(`${"a".repeat(32)}:${"b".repeat(32)}`).toString("base64")}`],
  ])("refuses %s", async (_name, authorization) => {
    const guest = test.guest();
    const headers: Record<string, string> = authorization ? { authorization } : {};
    expect(await guest.call("GET", "/user/card", { count: 1 }, { headers })).toMatchObject({
      http: 401,
      message: "Authorized Failed",
    });
  });

  it("lasts 30 days and slides, with one write a day at most", async () => {
    const user = await test.user();
    const expiry = async () =>
      (await test.deps.db.session.findUniqueOrThrow({ where: { uid: user.uid } })).expireTime.getTime();
    const first = await expiry();
    test.clock.advance({ hours: 23 });
    await user.get("/user/card", { count: 1 });
    expect(await expiry()).toBe(first);
    test.clock.advance({ hours: 2 });
    await user.get("/user/card", { count: 1 });
    expect(await expiry()).toBe(first + 25 * 3_600_000);
    test.clock.advance({ days: 30 });
    expect(await user.get("/user/card", { count: 1 })).toMatchObject({ http: 401 });
  });

  it("does not mind client headers of any kind", async () => {
    const user = await test.user();
    const headers = { "client-type": "x", "version-code": "1.2", "version-name": "" };
    expect(await user.call("GET", "/user/card", { count: 1 }, { headers })).toMatchObject({ http: 200 });
  });
});
