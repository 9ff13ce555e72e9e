import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import OSS from "ali-oss";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OssRecord, StsRecord } from "../record";
import { signOssV1 } from "../signatures/oss-v1";
import { signOssV4 } from "../signatures/oss-v4";
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

const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");
const key = "image/861da0739b7542e69b81fe4baebfd816/cover/56da4708cf5348708c775f0cb09d7520.jpg";
type Keys = { accessKeyId: string; accessKeySecret: string; stsToken?: string };

function accountKeys(): Keys {
  const { ALIYUN_ACCESS_KEY_ID, ALIYUN_ACCESS_KEY_SECRET } = sandbox.credentials;
  return { accessKeyId: ALIYUN_ACCESS_KEY_ID, accessKeySecret: ALIYUN_ACCESS_KEY_SECRET };
}

function client(keys: Keys, change: { bucket?: string; region?: string } = {}) {
  const { ALIYUN_OSS_BUCKET: bucket, ALIYUN_OSS_REGION: region } = sandbox.credentials;
  const refreshSTSToken = async () => ({ ...keys, stsToken: keys.stsToken ?? "" });
  const options = { ...keys, bucket, region, endpoint: sandbox.url, sldEnable: true, refreshSTSToken, ...change };
  return new OSS(options);
}

async function assume(change: { role?: string; policy?: object | string; seconds?: number; session?: string } = {}) {
  const options = { ...accountKeys(), endpoint: `${sandbox.url}/sts` };
  const { role = sandbox.credentials.ALIYUN_STS_ROLE_ARN, policy, seconds = 900, session = "upload" } = change;
  const { credentials } = await new OSS.STS(options).assumeRole(role, policy, seconds, session);
  return credentials;
}

async function sessionKeys(policy?: object): Promise<Keys> {
  const { AccessKeyId, AccessKeySecret, SecurityToken } = await assume({ policy });
  return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, stsToken: SecurityToken };
}

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

const put = (url: string, type = "image/jpeg", body: Buffer = jpeg) =>
  fetch(url, { method: "PUT", body, headers: { "content-type": type } });
const errorOf = async (reply: Response) => [reply.status, /<Code>(\w+)<\/Code>/.exec(await reply.text())?.[1]];
const uploads = () => sandbox.ask<OssRecord[]>("/inspect/oss");
const publicUrl = (name: string) => `${sandbox.url}/${sandbox.credentials.ALIYUN_OSS_BUCKET}/${name}`;

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

describe("signatures", () => {
  it("V1 are those of the vendor's example", () => {
    const headers = {
      "content-md5": "ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=",
      "content-type": "text/html",
      "x-oss-meta-author": "foo@bar.com",
      "x-oss-magic": "abracadabra",
      host: "oss-example.oss-cn-hangzhou.aliyuncs.com",
    };
    const call = { method: "PUT", bucket: "oss-example", key: "nelson", query: [], headers };
    const { signature } = signOssV1(call, "Thu, 17 Nov 2005 18:49:58 GMT", "OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV");
    expect(signature).toBe("26NBxoKdsyly4EDv6inkoDft/yA=");
  });

  it("V4 are those that the vendor's SDKs test for", () => {
    const headers = { "x-oss-head1": "value", abc: "value", "content-type": "application/octet-stream" };
    const query: [string, string][] = [
      ["param1", "value1"],
      ["+param1", "value3"],
      ["|param1", "value4"],
      ["+param2", ""],
      ["|param2", ""],
      ["param2", ""],
      ["x-oss-signature-version", "OSS4-HMAC-SHA256"],
      ["x-oss-date", "20231217T025437Z"],
      ["x-oss-expires", "599"],
      ["x-oss-credential", "ak/20231217/cn-hangzhou/oss/aliyun_v4_request"],
    ];
    const call = { method: "PUT", bucket: "bucket", key: "1234+-/123/1.txt", query, headers };
    const credential = { accessKeyId: "ak", date: "20231217", region: "cn-hangzhou" };
    expect(signOssV4(call, credential, "20231217T025437Z", "sk").signature).toBe(
      "a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe",
    );
  });
});

describe("objects", () => {
  it("cannot be put without a signature", async () => {
    expect(await errorOf(await put(publicUrl("x.jpg")))).toEqual([403, "AccessDenied"]);
    expect((await uploads())[0]?.outcome).toBe("AccessDenied");
  });

  it("answer 404 where there is none, and HEAD without a body", async () => {
    expect(await errorOf(await fetch(publicUrl("none.jpg")))).toEqual([404, "NoSuchKey"]);
    expect(await errorOf(await fetch(`${sandbox.url}/other-bucket/none.jpg`))).toEqual([404, "NoSuchBucket"]);
    await put(
      await client(accountKeys()).signatureUrlV4("PUT", 600, { headers: { "Content-Type": "image/jpeg" } }, "h.jpg"),
    );
    const head = await fetch(publicUrl("h.jpg"), { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(jpeg.length)]);
    expect((await fetch(publicUrl("none.jpg"), { method: "HEAD" })).status).toBe(404);
    const etag = head.headers.get("etag") ?? "";
    expect((await fetch(publicUrl("h.jpg"), { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  it("may be at most 20 MB, and must have the MD5 they are said to have", async () => {
    const url = await client(accountKeys()).signatureUrlV4("PUT", 600, undefined, "big.bin");
    const size = 20 * 1024 * 1024;
    expect((await fetch(url, { method: "PUT", body: Buffer.alloc(size) })).status).toBe(200);
    expect(await errorOf(await fetch(url, { method: "PUT", body: Buffer.alloc(size + 1) }))).toEqual([
      400,
      "EntityTooLarge",
    ]);
    const headers = { "Content-MD5": createHash("md5").update("other").digest("base64") };
    const withMd5 = await client(accountKeys()).signatureUrlV4("PUT", 600, { headers }, "md5.bin");
    expect(await errorOf(await fetch(withMd5, { method: "PUT", body: jpeg, headers }))).toEqual([400, "InvalidDigest"]);
  });

  it("stay in their folder, whatever the path says", async () => {
    const { ALIYUN_OSS_BUCKET: bucket } = sandbox.credentials;
    const raw = (method: string, path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const { port } = new URL(sandbox.url);
        httpRequest({ host: "localhost", port, method, path }, (reply) => {
          reply.resume().on("end", () => resolve(reply.statusCode));
        })
          .on("error", reject)
          .end();
      });
    const outside = "../../../escaped.txt";
    const url = new URL(await client(accountKeys()).signatureUrlV4("PUT", 600, undefined, "placeholder"));
    expect(await raw("PUT", `/${bucket}/${outside}${url.search}`)).toBe(403);
    for (const path of [outside, "%2e%2e/%2e%2e/escaped.txt", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "%zz"])
      expect([400, 404]).toContain(await raw("GET", `/${bucket}/${path}`));
    expect(await readdir(sandbox.dataDir)).toEqual(["sandbox"]);
    const names = await readdir(join(sandbox.dataDir, "sandbox", "oss"));
    expect(names.filter((name) => !/^[0-9a-f]{64}(\.json)?$/.test(name))).toEqual([]);
  });

  it("can be put by a page of another origin", async () => {
    const headers = { origin: "http://localhost:4001", "access-control-request-headers": "content-type" };
    const preflight = await fetch(publicUrl("x.jpg"), { method: "OPTIONS", headers });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
  });
});

describe("AssumeRole", () => {
  it("gives keys until their time is over", async () => {
    const before = sandbox.clock.now().getTime();
    const keys = await assume({ seconds: 1800 });
    expect(keys.AccessKeyId).toMatch(/^STS\./);
    const life = Date.parse(keys.Expiration) - before;
    expect(Math.abs(life - 1_800_000)).toBeLessThan(30_000);
    expect(await sandbox.ask<StsRecord[]>("/inspect/sts")).toMatchObject([
      { roleSessionName: "upload", durationSeconds: 1800, outcome: "ok" },
    ]);
  });

  it.each([
    ["InvalidParameter.DurationSeconds", { seconds: 899 }],
    ["InvalidParameter.DurationSeconds", { seconds: 3601 }],
    ["InvalidParameter.RoleSessionName", { session: "x" }],
    ["InvalidParameter.RoleSessionName", { session: "with space" }],
    ["InvalidParameter.RoleArn", { role: "role" }],
    ["EntityNotExist.Role", { role: "acs:ram::1:role/other" }],
    ["InvalidParameter.PolicyGrammar", { policy: { Statement: "all" } }],
  ])("answers %s", async (code, change) => {
    await expect(assume(change)).rejects.toMatchObject({ code, requestId: expect.any(String) });
    expect((await sandbox.ask<StsRecord[]>("/inspect/sts"))[0]?.outcome).toBe(code);
  });

  it("asks for the right secret", async () => {
    const options = { ...accountKeys(), accessKeySecret: "other", endpoint: sandbox.url };
    const attempt = new OSS.STS(options).assumeRole(sandbox.credentials.ALIYUN_STS_ROLE_ARN, undefined, 900, "upload");
    await expect(attempt).rejects.toMatchObject({ code: "SignatureDoesNotMatch", status: 400 });
  });
});
