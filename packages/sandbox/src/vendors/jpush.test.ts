import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PushRecord } from "../record";
import { type RunningSandbox, startSandbox } from "../testing";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(async () => {
  sandbox.clock.reset();
  await sandbox.ask("/inspect", { method: "DELETE" });
});
afterAll(() => sandbox.close());

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

async function call(method: string, path: string, body?: unknown, authorization?: string | null) {
  const { JPUSH_APP_KEY, JPUSH_MASTER_SECRET } = sandbox.credentials;
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (authorization !== null) headers.authorization = authorization ?? basic(JPUSH_APP_KEY, JPUSH_MASTER_SECRET);
  const reply = await fetch(sandbox.url + path, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, body: text === "" ? undefined : JSON.parse(text) };
}

const alias = () => `dev_${randomUUID().replaceAll("-", "")}`;
const device = () => randomUUID().replaceAll("-", "").slice(0, 19);
const cid = () => `${sandbox.credentials.JPUSH_APP_KEY}-${randomUUID()}`;
const rows = (of: string) => sandbox.ask<PushRecord[]>(`/inspect/push?alias=${of}`);

async function bound(): Promise<{ name: string; id: string }> {
  const [name, id] = [alias(), device()];
  expect((await call("POST", `/v3/devices/${id}`, { alias: name })).status).toBe(200);
  return { name, id };
}

function push(audience: unknown, change: Record<string, unknown> = {}) {
  return {
    platform: "all",
    audience,
    notification: {
      android: { alert: "给你发送了一张名片", title: "铭恺", extras: { url: "chaoqer://profile/1" } },
      ios: {
        alert: { title: "铭恺", body: "给你发送了一张名片" },
        sound: "default",
        badge: "+1",
        extras: { url: "x" },
      },
    },
    options: { time_to_live: 600, apns_production: false },
    ...change,
  };
}

describe("a push", () => {
  it("to an alias arrives at its device", async () => {
    const { name, id } = await bound();
    const payload = push({ alias: [name] }, { cid: cid(), options: { sendno: 18, time_to_live: 86400 } });
    const reply = await call("POST", "/v3/push", payload);
    expect(reply).toMatchObject({ status: 200, body: { sendno: "18", msg_id: expect.stringMatching(/^\d+$/) } });
    expect(await rows(name)).toEqual([
      { alias: name, payload, registrationIds: [id], time: expect.any(Number), outcome: "ok" },
    ]);
  });

  it("is refused by 1011 while no device has the alias, and shown so", async () => {
    const name = alias();
    const reply = await call("POST", "/v3/push", push({ alias: [name] }, { cid: cid() }));
    expect(reply).toMatchObject({
      status: 400,
      body: { error: { code: 1011, message: "cannot find user by this audience" }, msg_id: expect.any(String) },
    });
    expect((await rows(name)).map(({ outcome }) => outcome)).toEqual(["1011"]);
  });

  it("with a cid that was used arrives no second time and gets the first answer", async () => {
    const { name } = await bound();
    const payload = push({ alias: [name] }, { cid: cid() });
    const answers = await Promise.all([1, 2, 3].map(() => call("POST", "/v3/push", payload)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.msg_id}`)).size).toBe(1);
    expect(await rows(name)).toMatchObject([{ outcome: "ok", repeats: 2 }]);
    sandbox.clock.shift(24 * 3600_000 + 1000);
    await call("POST", "/v3/push", payload);
    expect(await rows(name)).toHaveLength(2);
  });

  it("that failed may be sent again under its cid", async () => {
    const [name, id] = [alias(), device()];
    const payload = push({ alias: [name] }, { cid: cid() });
    expect((await call("POST", "/v3/push", payload)).body.error.code).toBe(1011);
    await call("POST", `/v3/devices/${id}`, { alias: name });
    expect((await call("POST", "/v3/push", payload)).status).toBe(200);
    expect((await rows(name)).map(({ outcome }) => outcome)).toEqual(["ok", "1011"]);
  });

  it("to several aliases makes a row for each", async () => {
    const [one, two, none] = [await bound(), await bound(), alias()];
    expect((await call("POST", "/v3/push", push({ alias: [one.name, two.name, none] }))).status).toBe(200);
    expect([await rows(one.name), await rows(two.name), await rows(none)]).toMatchObject([
      [{ outcome: "ok", registrationIds: [one.id] }],
      [{ outcome: "ok", registrationIds: [two.id] }],
      [{ outcome: "1011", registrationIds: [] }],
    ]);
  });

  it("to a registration id shows the alias it has by then", async () => {
    const { name, id } = await bound();
    await call("POST", "/v3/push", push({ registration_id: [id] }));
    expect(await rows(name)).toMatchObject([{ alias: name, registrationIds: [id], outcome: "ok" }]);
    await call("POST", `/v3/devices/${id}`, { alias: "" });
    await call("POST", "/v3/push", push({ registration_id: [id] }));
    expect((await sandbox.ask<PushRecord[]>("/inspect/push"))[0]).toMatchObject({ alias: null, registrationIds: [id] });
  });

  it("reaches who is in all of the lists of its audience", async () => {
    const [one, two] = [await bound(), await bound()];
    expect((await call("POST", "/v3/push", push({ alias: [one.name], registration_id: [two.id] }))).status).toBe(400);
    expect((await call("POST", "/v3/push", push({ alias: [one.name], registration_id: [one.id] }))).status).toBe(200);
    await call("POST", `/v3/devices/${one.id}`, { tags: { add: ["深圳", "vip"] } });
    await call("POST", `/v3/devices/${two.id}`, { tags: { add: ["深圳"] } });
    const both = push({ tag: ["深圳", "北京"], alias: [] });
    await call("POST", "/v3/push", both);
    const plain = push({ tag: ["深圳"], tag_not: ["vip"] });
    await call("POST", "/v3/push", plain);
    await call("POST", "/v3/push", push({ tag_and: ["深圳", "vip"] }));
    expect((await rows(one.name)).map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok", "1011"]);
    expect((await rows(two.name)).map(({ payload }) => payload)).toEqual([plain, both]);
  });

  it("may be tried out without arriving", async () => {
    const { name } = await bound();
    expect((await call("POST", "/v3/push/validate", push({ alias: [name] }))).status).toBe(200);
    expect((await call("POST", "/v3/push/validate", push({ alias: [alias()] }))).body.error.code).toBe(1011);
    expect(await sandbox.ask("/inspect/push")).toEqual([]);
  });

  const long = (bytes: number) => "长".repeat(Math.ceil(bytes / 3));
  it.each<[number, string, (name: string) => unknown]>([
    [1002, "no platform", (name) => ({ ...push({ alias: [name] }), platform: undefined })],
    [1002, "no audience", () => push(undefined)],
    [1002, "nothing to say", (name) => push({ alias: [name] }, { notification: undefined })],
    [1002, "no alert", (name) => push({ alias: [name] }, { notification: { android: { title: "x" } } })],
    [1002, "no msg_content", (name) => push({ alias: [name] }, { message: { title: "x" } })],
    [1003, "no JSON object", () => [1]],
    [1003, "an unknown platform", (name) => push({ alias: [name] }, { platform: ["symbian"] })],
    [1003, "an empty audience", () => push({ alias: [] })],
    [1003, "an alias of 41 bytes", () => push({ alias: ["a".repeat(41)] })],
    [1003, "an alias with a dash", () => push({ alias: ["dev-1"] })],
    [1003, "an empty alias", () => push({ alias: [""] })],
    [1003, "1001 aliases", (name) => push({ alias: Array(1001).fill(name) })],
    [1003, "a cid of another form", (name) => push({ alias: [name] }, { cid: randomUUID() })],
    [1003, "a cid of another app", (name) => push({ alias: [name] }, { cid: `other-${randomUUID()}` })],
    [1003, "more than 10 days to live", (name) => push({ alias: [name] }, { options: { time_to_live: 864_001 } })],
    [1003, "apns_production as text", (name) => push({ alias: [name] }, { options: { apns_production: "false" } })],
    [1003, "extras as text", (name) => push({ alias: [name] }, { notification: { ios: { alert: "x", extras: "y" } } })],
    [1005, "too much for iOS", (name) => push({ alias: [name] }, { notification: { ios: { alert: long(2000) } } })],
    [1005, "too much for Android", (name) => push({ alias: [name] }, { message: { msg_content: long(4000) } })],
    [1009, "an unknown key", (name) => push({ alias: [name] }, { extras: {} })],
    [1009, "an unknown kind of audience", (name) => push({ aliases: [name] })],
    [
      1009,
      "a sound on Android",
      (name) => push({ alias: [name] }, { notification: { android: { alert: "x", sound: "y" } } }),
    ],
    [1009, "an unknown option", (name) => push({ alias: [name] }, { options: { ttl: 60 } })],
  ])("is refused by %d for %s", async (code, _what, make) => {
    const { name } = await bound();
    const reply = await call("POST", "/v3/push", make(name));
    expect(reply).toMatchObject({ status: 400, body: { error: { code, message: expect.any(String) } } });
    expect((await sandbox.ask<PushRecord[]>("/inspect/push")).some(({ outcome }) => outcome === "ok")).toBe(false);
  });

  it("may use all the room there is", async () => {
    const { name } = await bound();
    const ios = { alert: "" };
    ios.alert = "x".repeat(2000 - JSON.stringify(ios).length);
    expect((await call("POST", "/v3/push", push({ alias: [name] }, { notification: { ios } }))).status).toBe(200);
  });
});

describe("authorization", () => {
  it.each([
    ["/v3/push", 1004, 1004],
    ["/v3/devices/abcdef12", 7001, 7004],
  ])("of %s", async (path, absent, wrong) => {
    const { JPUSH_APP_KEY } = sandbox.credentials;
    expect(await call("POST", path, {}, null)).toMatchObject({ status: 401, body: { error: { code: absent } } });
    for (const header of [basic(JPUSH_APP_KEY, "x"), basic("x", "y"), "Bearer x", "Basic !"])
      expect(await call("POST", path, {}, header)).toMatchObject({ status: 401, body: { error: { code: wrong } } });
  });
});

describe("cids", () => {
  it("are handed out as many as asked", async () => {
    const { body } = await call("GET", "/v3/push/cid?count=3&type=push");
    expect(body.cidlist).toHaveLength(3);
    const { name } = await bound();
    expect((await call("POST", "/v3/push", push({ alias: [name] }, { cid: body.cidlist[0] }))).status).toBe(200);
    expect((await call("GET", "/v3/push/cid")).body.cidlist).toHaveLength(1);
    expect((await call("GET", "/v3/push/cid?count=0")).body.error.code).toBe(1003);
    expect((await call("GET", "/v3/push/cid?type=other")).body.error.code).toBe(1003);
  });
});

describe("devices and aliases", () => {
  it("keep what is set on them", async () => {
    const { name, id } = await bound();
    await call("POST", `/v3/devices/${id}`, { mobile: "13012345678", tags: { add: ["a", "b"], remove: ["b"] } });
    expect((await call("GET", `/v3/devices/${id}`)).body).toEqual({ tags: ["a"], alias: name, mobile: "13012345678" });
    await call("POST", `/v3/devices/${id}`, { alias: "", mobile: "", tags: "" });
    expect((await call("GET", `/v3/devices/${id}`)).body).toEqual({ tags: [], alias: null, mobile: null });
    expect((await call("GET", `/v3/aliases/${name}`)).body).toEqual({ registration_ids: [] });
  });

  it("bind a device to one alias, an alias to ten devices", async () => {
    const { name, id } = await bound();
    const other = alias();
    await call("POST", `/v3/devices/${id}`, { alias: other });
    expect((await call("GET", `/v3/aliases/${name}`)).body.registration_ids).toEqual([]);
    const ids = Array.from({ length: 9 }, device);
    for (const next of ids) await call("POST", `/v3/devices/${next}`, { alias: other });
    expect((await call("GET", `/v3/aliases/${other}`)).body.registration_ids).toEqual([id, ...ids]);
    expect(await call("POST", `/v3/devices/${device()}`, { alias: other })).toMatchObject({
      status: 400,
      body: { error: { code: 7015 } },
    });
    await call("POST", `/v3/aliases/${other}`, { registration_ids: { remove: ids } });
    expect((await call("GET", `/v3/aliases/${other}`)).body.registration_ids).toEqual([id]);
    expect((await call("DELETE", `/v3/aliases/${other}?platform=android,ios`)).status).toBe(200);
    expect((await call("GET", `/v3/devices/${id}`)).body.alias).toBeNull();
  });

  it.each([
    ["/v3/devices/abcdef12", { alias: "a-b" }],
    ["/v3/devices/abcdef12", { alias: null }],
    ["/v3/devices/abcdef12", { nick: "x" }],
    ["/v3/devices/abcdef12", { tags: ["a"] }],
    ["/v3/devices/abcdef12", []],
    ["/v3/devices/a.b", { alias: "x" }],
    ["/v3/aliases/x", { registration_ids: ["abcdef12"] }],
    ["/v3/aliases/a-b", { registration_ids: { remove: [] } }],
  ])("%s refuses %j", async (path, body) => {
    expect(await call("POST", path, body)).toMatchObject({ status: 400, body: { error: { code: 7002 } } });
  });
});

describe("the quota", () => {
  it("shows in the headers and counts down for a minute", async () => {
    const first = (await call("GET", "/v3/push/cid")).headers;
    const second = (await call("GET", "/v3/push/cid")).headers;
    expect(first.get("x-rate-limit-limit")).toBe("600");
    const left = (headers: Headers) => Number(headers.get("x-rate-limit-remaining"));
    expect(left(second)).toBe(left(first) - 1);
    const reset = Number(second.get("x-rate-limit-reset"));
    expect(reset > 0 && reset <= 60).toBe(true);
    sandbox.clock.shift(61_000);
    expect(left((await call("GET", "/v3/push/cid")).headers)).toBe(599);
  });

  it("comes with a 429 that somebody asked for", async () => {
    const body = { error: { code: 2002, message: "Rate limit exceeded" } };
    const headers = { "x-rate-limit-remaining": "0", "x-rate-limit-reset": "7" };
    const fault = { target: "jpush", mode: "error", status: 429, body, headers, times: 1 };
    const after = await bound();
    await sandbox.ask("/inspect/fault", { method: "POST", body: JSON.stringify(fault) });
    const reply = await call("POST", "/v3/push", push({ alias: [after.name] }));
    expect(reply).toMatchObject({ status: 429, body });
    expect(reply.headers.get("x-rate-limit-reset")).toBe("7");
    expect(await rows(after.name)).toMatchObject([{ outcome: "error 429" }]);
  });
});

it("answers 405 to another method of /v3/push", async () => {
  expect(await call("GET", "/v3/push")).toMatchObject({ status: 405, body: { error: { code: 1001 } } });
});
