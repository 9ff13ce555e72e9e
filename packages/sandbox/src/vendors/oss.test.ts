import { createHash } from "node:crypto";
import type OSS from "ali-oss";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../testing";
import { errorOf, jpeg, type Keys, key, ossOf, put } from "./oss/testing";

let sandbox: RunningSandbox;
let { accountKeys, client, publicUrl, sessionKeys, uploads } = {} as ReturnType<typeof ossOf>;
beforeAll(async () => {
  sandbox = await startSandbox();
  ({ accountKeys, client, publicUrl, sessionKeys, uploads } = ossOf(sandbox));
});
beforeEach(async () => {
  sandbox.clock.reset();
  await sandbox.ask("/inspect", { method: "DELETE" });
});
afterAll(() => sandbox.close());

const signers: [string, (oss: OSS, name: string, seconds: number) => Promise<string> | string][] = [
  [
    "V4",
    (oss, name, seconds) => oss.signatureUrlV4("PUT", seconds, { headers: { "Content-Type": "image/jpeg" } }, name),
  ],
  [
    "V1",
    (oss, name, seconds) =>
      oss.signatureUrl(name, {
        method: "PUT",
        expires: seconds,
        "Content-Type": "image/jpeg",
      } as OSS.SignatureUrlOptions),
  ],
];

describe.each(signers)("a URL signed by the vendor's SDK, %s", (version, sign) => {
  it("takes an upload by a session's keys, shows it and gives it back", async () => {
    const reply = await put(await sign(client(await sessionKeys()), key, 600));
    expect(reply.status).toBe(200);
    const etag = `"${createHash("md5").update(jpeg).digest("hex").toUpperCase()}"`;
    expect(reply.headers.get("etag")).toBe(etag);
    expect(await uploads()).toEqual([
      {
        bucket: sandbox.credentials.ALIYUN_OSS_BUCKET,
        key,
        size: jpeg.length,
        contentType: "image/jpeg",
        time: expect.any(Number),
        outcome: "ok",
      },
    ]);
    const back = await fetch(publicUrl(key));
    expect([back.status, back.headers.get("content-type"), back.headers.get("etag")]).toEqual([
      200,
      "image/jpeg",
      etag,
    ]);
    expect(Buffer.from(await back.arrayBuffer())).toEqual(jpeg);
  });

  it("takes an upload by the account's own keys", async () => {
    expect((await put(await sign(client(accountKeys()), "own.jpg", 600))).status).toBe(200);
  });

  it("takes names of all kinds", async () => {
    for (const name of ["a b+c.jpg", "图片/测试 (1)!'*~.jpg", "100%.jpg", "a&b=c?.jpg", "a", "a/b"]) {
      expect((await put(await sign(client(accountKeys()), name, 600))).status, name).toBe(200);
      const address = publicUrl(name.split("/").map(encodeURIComponent).join("/"));
      expect((await fetch(address)).status, name).toBe(200);
    }
    expect((await uploads()).map((upload) => upload.key)).toContain("图片/测试 (1)!'*~.jpg");
  });

  it("refuses another content type, key, method or time than was signed", async () => {
    const url = await sign(client(await sessionKeys()), key, 600);
    expect(await errorOf(await put(url, "image/png"))).toEqual([403, "SignatureDoesNotMatch"]);
    expect(await errorOf(await put(url.replace("/cover/", "/avatar/")))).toEqual([403, "SignatureDoesNotMatch"]);
    expect(await errorOf(await fetch(url))).toEqual([403, "SignatureDoesNotMatch"]);
    const later = url.replace(/(Expires|x-oss-expires)=(\d+)/, (_all, name, value) => `${name}=${Number(value) + 60}`);
    expect(await errorOf(await put(later))).toEqual([403, "SignatureDoesNotMatch"]);
    const meta = { "content-type": "image/jpeg", "x-oss-object-acl": "public-read" };
    expect(await errorOf(await fetch(url, { method: "PUT", body: jpeg, headers: meta }))).toEqual([
      403,
      "SignatureDoesNotMatch",
    ]);
    const outcomes = (await uploads()).map((upload) => upload.outcome);
    expect(new Set(outcomes)).toEqual(new Set(["SignatureDoesNotMatch"]));
    expect(outcomes).toHaveLength(4);
  });

  it("refuses a wrong secret, key or token", async () => {
    const keys = await sessionKeys();
    const attempt = async (change: Partial<Keys>) =>
      errorOf(await put(await sign(client({ ...keys, ...change }), key, 600)));
    expect(await attempt({ accessKeySecret: "other" })).toEqual([403, "SignatureDoesNotMatch"]);
    expect(await attempt({ accessKeyId: "STS.other" })).toEqual([403, "InvalidSecurityToken"]);
    expect(await attempt({ accessKeyId: "LTAIother" })).toEqual([403, "InvalidAccessKeyId"]);
    expect(await attempt({ stsToken: (await sessionKeys()).stsToken })).toEqual([403, "InvalidSecurityToken"]);
    expect(await attempt({ stsToken: `${keys.stsToken?.slice(0, -8)}AAAAAAA=` })).toEqual([
      403,
      "InvalidSecurityToken",
    ]);
    expect(await attempt({ stsToken: undefined })).toEqual([403, "InvalidAccessKeyId"]);
  });

  it("expires, and so do the session's keys", async () => {
    const keys = await sessionKeys();
    const [short, long] = [await sign(client(keys), key, 600), await sign(client(keys), key, 3600)];
    sandbox.clock.shift(590_000);
    expect((await put(short)).status).toBe(200);
    sandbox.clock.shift(20_000);
    const late = await put(short);
    expect(late.status).toBe(403);
    expect(await late.text()).toMatch(/<Code>AccessDenied<\/Code><Message>Request has expired\.<\/Message>/);
    expect((await put(long)).status).toBe(200);
    sandbox.clock.shift(300_000);
    expect(await errorOf(await put(long))).toEqual([403, "SecurityTokenExpired"]);
  });

  it("is bound to what the session's policy allows", async () => {
    const { ALIYUN_OSS_BUCKET: bucket } = sandbox.credentials;
    const Resource = [`acs:oss:*:*:${bucket}/image/u1/*`];
    const keys = await sessionKeys({
      Version: "1",
      Statement: [{ Effect: "Allow", Action: "oss:PutObject", Resource }],
    });
    expect((await put(await sign(client(keys), "image/u1/cover/a.jpg", 600))).status).toBe(200);
    expect(await errorOf(await put(await sign(client(keys), "image/u2/cover/a.jpg", 600)))).toEqual([
      403,
      "AccessDenied",
    ]);
  });

  it("is refused for another bucket", async () => {
    const url = await sign(client(accountKeys(), { bucket: "somebody-else" }), key, 600);
    expect(await errorOf(await put(url))).toEqual([404, "NoSuchBucket"]);
  });

  it(`names what it signed where ${version} signatures differ`, async () => {
    const text = await (await put(await sign(client(accountKeys()), key, 600), "image/png")).text();
    const fields = ["OSSAccessKeyId", "SignatureProvided", "StringToSign", "RequestId", "HostId", "EC"];
    for (const field of version === "V4" ? [...fields, "CanonicalRequest"] : fields)
      expect(text).toMatch(new RegExp(`<${field}>[^<]+</${field}>`));
  });
});

describe("V4 only", () => {
  it("refuses another region, signed or not", async () => {
    const url = await client(accountKeys(), { region: "oss-cn-hangzhou" }).signatureUrlV4("PUT", 600, undefined, key);
    expect(await errorOf(await fetch(url, { method: "PUT", body: jpeg }))).toEqual([400, "InvalidArgument"]);
  });

  it("checks further headers that the URL says are signed", async () => {
    const url = await client(accountKeys()).signatureUrlV4("PUT", 600, { headers: { "x-purpose": "cover" } }, key, [
      "x-purpose",
    ]);
    const send = (purpose: string) => fetch(url, { method: "PUT", body: jpeg, headers: { "x-purpose": purpose } });
    expect((await send("cover")).status).toBe(200);
    expect(await errorOf(await send("avatar"))).toEqual([403, "SignatureDoesNotMatch"]);
  });

  it.each([
    ["x-oss-expires", "604801"],
    ["x-oss-expires", "x"],
    ["x-oss-date", "20260101"],
    ["x-oss-credential", "LTAI/2026-01-01/cn-shenzhen/oss/aliyun_v4_request"],
    ["x-oss-signature-version", "OSS5"],
  ])("refuses %s=%s", async (name, value) => {
    const url = new URL(await client(accountKeys()).signatureUrlV4("PUT", 600, undefined, key));
    url.searchParams.set(name, value);
    expect(await errorOf(await fetch(url, { method: "PUT", body: jpeg }))).toEqual([400, "InvalidArgument"]);
  });
});
