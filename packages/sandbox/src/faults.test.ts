import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "./testing";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(async () => {
  await sandbox.ask("/inspect/fault", { method: "DELETE" });
  await sandbox.ask("/inspect", { method: "DELETE" });
});
afterAll(() => sandbox.close());

const start = (fault: object) => fetch(`${sandbox.url}/inspect/fault`, { method: "POST", body: JSON.stringify(fault) });
const faults = () => sandbox.ask<{ target: string; mode: string; hits: number }[]>("/inspect/fault");
const outcomes = async (list: string) =>
  (await sandbox.ask<{ outcome: string }[]>(`/inspect/${list}`)).map(({ outcome }) => outcome);

const kick = (init: RequestInit = {}) => {
  const { AGORA_APP_ID, AGORA_CUSTOMER_ID, AGORA_CUSTOMER_SECRET } = sandbox.credentials;
  // A second's quota of Agora is not what these tests are about.
  sandbox.clock.shift(1000);
  return fetch(`${sandbox.url}/dev/v1/kicking-rule`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${AGORA_CUSTOMER_ID}:${AGORA_CUSTOMER_SECRET}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ appid: AGORA_APP_ID, cname: "room1", privileges: ["join_channel"], time: 0 }),
    ...init,
  });
};

describe("down", () => {
  it("drops the connection before anything is done, then heals", async () => {
    await start({ target: "agora", mode: "down", times: 2 });
    await expect(kick()).rejects.toThrow("fetch failed");
    expect(await faults()).toMatchObject([{ target: "agora", mode: "down", hits: 1 }]);
    await expect(kick()).rejects.toThrow("fetch failed");
    expect(await faults()).toEqual([]);
    expect((await kick()).status).toBe(200);
    expect(await sandbox.ask("/inspect/agora")).toMatchObject([
      { cname: "room1", outcome: "ok" },
      { cname: "room1", outcome: "down" },
      { cname: "room1", outcome: "down" },
    ]);
  });

  it.each<[string, string, () => [string, RequestInit?]]>([
    ["sms", "sms", () => ["/?Action=SendSms&PhoneNumbers=13800138000&TemplateParam=%7B%22code%22%3A%221234%22%7D"]],
    ["sts", "sts", () => ["/sts", { method: "POST", body: new URLSearchParams({ Action: "AssumeRole" }) }]],
    ["oss", "oss", () => [`/${sandbox.credentials.ALIYUN_OSS_BUCKET}/a/b.jpg`, { method: "PUT", body: "x" }]],
    ["jpush", "push", () => ["/v3/push", { method: "POST", body: '{"audience":{"alias":["dev_1"]}}' }]],
  ])("of %s shows what would have arrived", async (target, list, make) => {
    await start({ target, mode: "down" });
    const [path, init] = make();
    await expect(fetch(sandbox.url + path, init)).rejects.toThrow("fetch failed");
    const shown: Record<string, object> = {
      sms: { mobile: "13800138000", code: "1234" },
      sts: { durationSeconds: 3600 },
      oss: { key: "a/b.jpg", size: 1 },
      push: { alias: "dev_1" },
    };
    expect(await sandbox.ask(`/inspect/${list}`)).toMatchObject([{ ...shown[list], outcome: "down" }]);
  });

  it("hits its target only", async () => {
    for (const target of ["sms", "sts", "oss", "jpush", "wechat"]) await start({ target, mode: "down" });
    expect((await kick()).status).toBe(200);
    await expect(fetch(`${sandbox.url}/cgi-bin/token`)).rejects.toThrow("fetch failed");
    expect((await fetch(sandbox.url)).status).toBe(200);
    expect(await sandbox.ask("/inspect/fault?target=wechat", { method: "DELETE" })).toEqual({ ended: 1 });
    expect((await fetch(`${sandbox.url}/cgi-bin/token`)).status).toBe(200);
    expect(await sandbox.ask("/inspect/fault", { method: "DELETE" })).toEqual({ ended: 4 });
  });
});

describe("error", () => {
  it("answers what it was told to", async () => {
    await start({
      target: "agora",
      mode: "error",
      status: 503,
      body: { message: "busy" },
      headers: { "retry-after": "3" },
    });
    const reply = await kick();
    expect([reply.status, reply.headers.get("retry-after"), await reply.json()]).toEqual([
      503,
      "3",
      { message: "busy" },
    ]);
    expect(reply.headers.get("content-type")).toMatch(/^application\/json/);
    await start({ target: "agora", mode: "error", status: 502, body: "<html>Bad Gateway</html>" });
    expect(await (await kick()).text()).toBe("<html>Bad Gateway</html>");
    await start({ target: "agora", mode: "error" });
    expect((await kick()).status).toBe(500);
    expect(await outcomes("agora")).toEqual(["error 500", "error 502", "error 503"]);
  });

  it("can be a refusal in a 200 answer, as SMS flow control is", async () => {
    const body = { Code: "isv.BUSINESS_LIMIT_CONTROL", Message: "触发分钟级流控Permits:1" };
    await start({ target: "sms", mode: "error", status: 200, body, times: 1 });
    const reply = await fetch(`${sandbox.url}/?Action=SendSms&PhoneNumbers=13800138000`);
    expect([reply.status, await reply.json()]).toEqual([200, body]);
  });
});

describe("slow", () => {
  it("handles the call after a while", async () => {
    await start({ target: "agora", mode: "slow", ms: 50 });
    expect((await kick()).status).toBe(200);
    expect(await outcomes("agora")).toEqual(["ok"]);
  });

  it("does not handle it once the caller has gone", async () => {
    await start({ target: "agora", mode: "slow", ms: 60_000, times: 1 });
    await expect(kick({ signal: AbortSignal.timeout(100) })).rejects.toThrow();
    await expect.poll(() => outcomes("agora")).toEqual(["slow"]);
    expect((await kick()).status).toBe(200);
  });

  it("does not keep the sandbox from stopping", async () => {
    const other = await startSandbox();
    const fault = { target: "wechat", mode: "slow", ms: 600_000 };
    await other.ask("/inspect/fault", { method: "POST", body: JSON.stringify(fault) });
    const call = expect(fetch(`${other.url}/cgi-bin/token`)).rejects.toThrow("fetch failed");
    await expect.poll(() => other.ask("/inspect/fault")).toMatchObject([{ hits: 1 }]);
    await other.close();
    await call;
  });
});

describe("lost", () => {
  it("handles the call but loses the answer", async () => {
    await start({ target: "agora", mode: "lost", times: 1 });
    await expect(kick()).rejects.toThrow("fetch failed");
    expect(await outcomes("agora")).toEqual(["ok"]);
    expect((await kick()).status).toBe(200);
  });
});

describe("POST /inspect/fault", () => {
  it("puts a target's new fault in place of the old", async () => {
    await start({ target: "sms", mode: "down" });
    await start({ target: "sms", mode: "error", times: 3 });
    expect(await faults()).toMatchObject([{ target: "sms", mode: "error", status: 500, times: 3, hits: 0 }]);
  });

  it.each<[unknown, string]>([
    [{ mode: "down" }, "target"],
    [{ target: "email", mode: "down" }, '"sms"'],
    [{ target: "sms", mode: "gone" }, "mode"],
    [{ target: "sms", mode: "slow", ms: -1 }, "ms"],
    [{ target: "sms", mode: "error", status: 42 }, "status"],
    [{ target: "sms", mode: "down", times: 0 }, "times"],
    [{ target: "sms", mode: "down", time: 1 }, '"time"'],
    [[], "expected object"],
  ])("refuses %j and says why", async (body, why) => {
    const reply = await start(body as object);
    expect(reply.status).toBe(400);
    expect(((await reply.json()) as { error: string }).error).toContain(why);
    expect(await faults()).toEqual([]);
  });

  it("refuses what is no JSON", async () => {
    const reply = await fetch(`${sandbox.url}/inspect/fault`, { method: "POST", body: "target=sms" });
    expect([reply.status, await reply.json()]).toEqual([400, { error: "The body is no JSON" }]);
  });
});
