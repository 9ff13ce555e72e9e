import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AgoraRecord } from "../record";
import { type RunningSandbox, startSandbox } from "../testing";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(async () => {
  // Each test has the whole of a second's calls to itself.
  sandbox.clock.shift(2000);
  await sandbox.ask("/inspect", { method: "DELETE" });
});
afterAll(() => sandbox.close());

const kicks = () => sandbox.ask<AgoraRecord[]>("/inspect/agora");
const rule = (change: object = {}) => ({
  appid: sandbox.credentials.AGORA_APP_ID,
  cname: "9a3c5a0e6f7b4d1c8e2f9a3c5a0e6f7b",
  privileges: ["join_channel"],
  time: 0,
  ...change,
});

async function call(method: string, body: unknown, change: { query?: string; headers?: Record<string, string> } = {}) {
  const { AGORA_CUSTOMER_ID, AGORA_CUSTOMER_SECRET } = sandbox.credentials;
  const authorization = `Basic ${Buffer.from(`${AGORA_CUSTOMER_ID}:${AGORA_CUSTOMER_SECRET}`).toString("base64")}`;
  const reply = await fetch(`${sandbox.url}/dev/v1/kicking-rule${change.query ?? ""}`, {
    method,
    headers: { authorization, "content-type": "application/json", ...change.headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return { status: reply.status, body: (await reply.json()) as { id: number; rules: object[] } };
}
const list = async () =>
  (await call("GET", undefined, { query: `?appid=${sandbox.credentials.AGORA_APP_ID}` })).body.rules;

describe("a kicking rule", () => {
  it("of no time throws out and is not kept", async () => {
    expect(await call("POST", rule())).toMatchObject({
      status: 200,
      body: { status: "success", id: expect.any(Number) },
    });
    expect(await kicks()).toEqual([
      {
        cname: "9a3c5a0e6f7b4d1c8e2f9a3c5a0e6f7b",
        uid: null,
        privileges: ["join_channel"],
        minutes: 0,
        time: expect.any(Number),
        outcome: "ok",
      },
    ]);
    expect(await list()).toEqual([]);
  });

  it("of some time is listed until it ends, is changed or deleted", async () => {
    const { body } = await call("POST", rule({ cname: undefined, uid: 589517928, time: 30 }));
    expect((await kicks())[0]).toMatchObject({ cname: null, uid: 589517928, minutes: 30 });
    expect(await list()).toMatchObject([{ id: body.id, uid: 589517928, cname: null, privileges: ["join_channel"] }]);
    sandbox.clock.shift(29 * 60_000);
    expect(await list()).toHaveLength(1);
    const appid = sandbox.credentials.AGORA_APP_ID;
    expect((await call("PUT", { appid, id: body.id, time: 60 })).status).toBe(200);
    sandbox.clock.shift(59 * 60_000);
    expect(await list()).toHaveLength(1);
    sandbox.clock.shift(2 * 60_000);
    expect(await list()).toEqual([]);
    const next = await call("POST", rule({ time: 30 }));
    expect(await call("DELETE", { appid, id: next.body.id })).toMatchObject({
      status: 200,
      body: { status: "success" },
    });
    expect(await list()).toEqual([]);
    expect((await call("DELETE", { appid, id: next.body.id })).status).toBe(404);
  });

  it.each([
    [{}, { minutes: 0 }],
    [{ time: undefined }, { minutes: 60 }],
    [{ time: 5000 }, { minutes: 1440 }],
    [{ time: 30, time_in_seconds: 90 }, { minutes: 1.5 }],
    [{ time_in_seconds: 3 }, { minutes: 10 / 60 }],
  ])("lasts as Agora says: %j", async (change, expected) => {
    await call("POST", rule(change));
    expect(await kicks()).toMatchObject([expected]);
  });

  it.each([
    ["appid", { appid: "0".repeat(32) }],
    ["cname", { cname: undefined }],
    ["cname", { cname: "房间" }],
    ["cname", { cname: "x".repeat(64) }],
    ["uid", { uid: "1" }],
    ["uid", { uid: 2 ** 32 }],
    ["privileges", { privileges: [] }],
    ["privileges.0", { privileges: ["speak"] }],
    ["time", { time: "0" }],
  ])("with a wrong %s is refused", async (field, change) => {
    expect(await call("POST", rule(change))).toEqual({ status: 400, body: { message: `invalid ${field}` } });
    expect((await kicks())[0]?.outcome).toBe("400");
  });

  it("needs the customer's key and JSON", async () => {
    const wrong = { authorization: `Basic ${Buffer.from("a:b").toString("base64")}` };
    expect((await call("POST", rule(), { headers: wrong })).status).toBe(401);
    expect((await call("POST", rule(), { headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await kicks()).map(({ outcome }) => outcome)).toEqual(["415", "401"]);
  });
});

it("answers at most ten calls a second", async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => call("POST", rule())));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(200), 429, 429]);
  expect((await kicks()).filter(({ outcome }) => outcome === "429")).toHaveLength(2);
  sandbox.clock.shift(1000);
  expect((await call("POST", rule())).status).toBe(200);
});
