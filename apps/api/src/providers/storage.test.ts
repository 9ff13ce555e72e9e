import { type RunningSandbox, startSandbox } from "@chaoqer/sandbox/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readEnv } from "../env";
import { TestClock } from "../testing/clock";
import { aliyunStorage, StorageUnavailable } from "./storage";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.ask("/inspect", { method: "DELETE" });
  await sandbox.ask("/inspect/fault", { method: "DELETE" });
});

const envOf = (more: Record<string, string> = {}) =>
  readEnv({ NODE_ENV: "test", DATABASE_URL: "postgres://nowhere/x", SANDBOX_URL: sandbox.url, ...more });
const KEY = "image/0123456789abcdef0123456789abcdef/avatar/fedcba9876543210fedcba9876543210.jpg";
const JPEG = { "content-type": "image/jpeg" };
const put = async (address: string, headers: Record<string, string> = JPEG) =>
  (await fetch(address, { method: "PUT", headers, body: "picture" })).status;
const sessions = async () => (await sandbox.ask<unknown[]>("/inspect/sts")).length;
const fault = (body: Record<string, unknown>) =>
  sandbox.ask("/inspect/fault", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

describe.each(["v4", "v1"])("a %s address", (OSS_SIGNATURE) => {
  const storage = () => aliyunStorage(envOf({ OSS_SIGNATURE }), new TestClock());

  it("takes a JPEG, which can then be seen", async () => {
    const oss = storage();
    expect(await put(await oss.uploadAddress(KEY))).toBe(200);
    const seen = await fetch(oss.publicAddress(KEY));
    expect(await seen.text()).toBe("picture");
    expect(seen.headers.get("content-type")).toBe("image/jpeg");
  });

  it("is of that version", async () => {
    const query = new URL(await storage().uploadAddress(KEY)).searchParams;
    if (OSS_SIGNATURE === "v4") {
      expect(query.get("x-oss-signature-version")).toBe("OSS4-HMAC-SHA256");
      expect(query.get("x-oss-credential")).toMatch(/^STS\.\w+\/\d{8}\/cn-shenzhen\/oss\/aliyun_v4_request$/);
      expect(query.get("x-oss-expires")).toBe("600");
      expect(query.has("x-oss-security-token")).toBe(true);
    } else {
      expect(query.get("OSSAccessKeyId")).toMatch(/^STS\./);
      expect(query.has("Signature")).toBe(true);
      expect(query.has("security-token")).toBe(true);
    }
  });

  it("takes no other content type", async () => {
    expect(await put(await storage().uploadAddress(KEY), { "content-type": "image/png" })).toBe(403);
    expect(await put(await storage().uploadAddress(KEY), { "content-type": "text/html" })).toBe(403);
  });

  it("is for this object only", async () => {
    const address = await storage().uploadAddress(KEY);
    expect(await put(address.replace("/avatar/", "/cover/"))).toBe(403);
    expect((await fetch(address, { method: "DELETE" })).ok).toBe(false);
  });

  it("holds with its own signature only", async () => {
    const url = new URL(await storage().uploadAddress(KEY));
    const name = OSS_SIGNATURE === "v4" ? "x-oss-signature" : "Signature";
    const signature = url.searchParams.get(name) ?? "";
    url.searchParams.set(name, (signature.startsWith("a") ? "b" : "a") + signature.slice(1));
    expect(await put(url.href)).toBe(403);
    const longer = new URL(await storage().uploadAddress(KEY));
    const expires = OSS_SIGNATURE === "v4" ? "x-oss-expires" : "Expires";
    longer.searchParams.set(expires, String(Number(longer.searchParams.get(expires)) + 600));
    expect(await put(longer.href)).toBe(403);
  });

  it("holds for 10 minutes", async () => {
    const address = await storage().uploadAddress(KEY);
    sandbox.clock.shift(595_000);
    const before = await put(address);
    sandbox.clock.shift(10_000);
    const after = await put(address);
    sandbox.clock.shift(-605_000);
    expect({ before, after }).toEqual({ before: 200, after: 403 });
  });
});

describe("the role's session", () => {
  it("may put pictures and nothing else", async () => {
    const storage = aliyunStorage(envOf(), new TestClock());
    expect(await put(await storage.uploadAddress("other/a.jpg"))).toBe(403);
    const [session] = await sandbox.ask<{ roleArn: string; durationSeconds: number }[]>("/inspect/sts");
    expect(session).toMatchObject({ roleArn: sandbox.credentials.ALIYUN_STS_ROLE_ARN, durationSeconds: 3600 });
  });

  it("is shared, also by calls that come at once", async () => {
    const storage = aliyunStorage(envOf(), new TestClock());
    await Promise.all(Array.from({ length: 10 }, () => storage.uploadAddress(KEY)));
    await storage.uploadAddress(KEY);
    expect(await sessions()).toBe(1);
  });

  it("is renewed while it still outlives an address", async () => {
    const clock = new TestClock();
    const storage = aliyunStorage(envOf(), clock);
    await storage.uploadAddress(KEY);
    clock.advance({ minutes: 44 });
    await storage.uploadAddress(KEY);
    expect(await sessions()).toBe(1);
    clock.advance({ minutes: 2 });
    await storage.uploadAddress(KEY);
    expect(await sessions()).toBe(2);
  });

  it("serves on while STS is away, as long as an address made with it holds", async () => {
    const clock = new TestClock();
    const storage = aliyunStorage(envOf(), clock);
    await storage.uploadAddress(KEY);
    await fault({ target: "sts", mode: "down" });
    clock.advance({ minutes: 49 });
    expect(await put(await storage.uploadAddress(KEY))).toBe(200);
    clock.advance({ minutes: 1 });
    await expect(storage.uploadAddress(KEY)).rejects.toThrow(StorageUnavailable);
  });

  it("is asked for again after a failure", async () => {
    const storage = aliyunStorage(envOf(), new TestClock());
    await fault({ target: "sts", mode: "error", status: 500, times: 1 });
    await expect(storage.uploadAddress(KEY)).rejects.toMatchObject({ misconfigured: false });
    expect(await put(await storage.uploadAddress(KEY))).toBe(200);
  });

  it("tells wrong keys from trouble that passes", async () => {
    const storage = aliyunStorage(envOf(), new TestClock());
    await fault({ target: "sts", mode: "error", status: 403, body: { Code: "NoPermission", Message: "no" } });
    await expect(storage.uploadAddress(KEY)).rejects.toMatchObject({ misconfigured: true });
    await fault({ target: "sts", mode: "error", status: 400, body: { Code: "Throttling.User", Message: "slow down" } });
    await expect(storage.uploadAddress(KEY)).rejects.toMatchObject({ misconfigured: false });
  });
});

describe("in production", () => {
  it("signs for the bucket's own host in its region, over TLS", async () => {
    const env = {
      ...envOf(),
      ALIYUN_OSS_URL: "",
      ALIYUN_OSS_BUCKET: "chaoqer",
      ALIYUN_CDN_URL: "https://cdn.example.com",
    };
    const storage = aliyunStorage(env, new TestClock());
    const url = new URL(await storage.uploadAddress(KEY));
    expect(`${url.origin}${url.pathname}`).toBe(`https://chaoqer.oss-cn-shenzhen.aliyuncs.com/${KEY}`);
    expect(storage.publicAddress(KEY)).toBe(`https://cdn.example.com/${KEY}`);
  });

  it("puts the bucket before another endpoint's name", async () => {
    const env = { ...envOf(), ALIYUN_OSS_URL: "https://oss-accelerate.aliyuncs.com", ALIYUN_OSS_BUCKET: "chaoqer" };
    const url = new URL(await aliyunStorage(env, new TestClock()).uploadAddress(KEY));
    expect(url.host).toBe("chaoqer.oss-accelerate.aliyuncs.com");
  });
});
