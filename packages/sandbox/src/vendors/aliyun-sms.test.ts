import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SmsRecord } from "../record";
import { signAcs3 } from "../signatures/acs-v3";
import { percentEncode } from "../signatures/encode";
import { signRpc } from "../signatures/rpc-v1";
import { type RunningSandbox, startSandbox } from "../testing";
import { isNumber, parseNumber } from "./aliyun-sms";

// The SDK's packages are CommonJS, whose named exports an ES module import does not see.
const require = createRequire(import.meta.url);
const { default: DysmsClient, SendSmsRequest } =
  require("@alicloud/dysmsapi20170525") as typeof import("@alicloud/dysmsapi20170525");
const { $OpenApiUtil } = require("@alicloud/openapi-core") as typeof import("@alicloud/openapi-core");

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(async () => {
  sandbox.clock.reset();
  await sandbox.ask("/inspect", { method: "DELETE" });
});
afterAll(() => sandbox.close());

const inbox = (mobile: string) => sandbox.ask<SmsRecord[]>(`/inspect/sms?mobile=${encodeURIComponent(mobile)}`);

function client(keys: { accessKeyId?: string; accessKeySecret?: string } = {}) {
  const { ALIYUN_ACCESS_KEY_ID: accessKeyId, ALIYUN_ACCESS_KEY_SECRET: accessKeySecret } = sandbox.credentials;
  const endpoint = new URL(sandbox.url).host;
  return new DysmsClient(
    new $OpenApiUtil.Config({ accessKeyId, accessKeySecret, endpoint, protocol: "HTTP", ...keys }) as never,
  );
}

function sms(change: ConstructorParameters<typeof SendSmsRequest>[0] = {}) {
  const { ALIYUN_SMS_SIGN_NAME: signName, ALIYUN_SMS_TEMPLATE_CODE: templateCode } = sandbox.credentials;
  const templateParam = JSON.stringify({ code: "4821" });
  return new SendSmsRequest({ phoneNumbers: "13800138000", signName, templateCode, templateParam, ...change });
}

describe("SendSms by the vendor's SDK", () => {
  it("is taken and shown", async () => {
    const { body } = await client().sendSms(sms());
    expect(body).toMatchObject({ code: "OK", message: "OK", bizId: expect.any(String), requestId: expect.any(String) });
    expect(await inbox("13800138000")).toEqual([
      { mobile: "13800138000", code: "4821", templateParam: { code: "4821" }, time: expect.any(Number), outcome: "ok" },
    ]);
  });

  it("reaches the same inbox whichever prefix it is sent with, newest first", async () => {
    for (const [index, number] of ["13800138001", "8613800138001", "+8613800138001", "008613800138001"].entries())
      await client().sendSms(sms({ phoneNumbers: number, templateParam: JSON.stringify({ code: `100${index}` }) }));
    for (const asked of ["13800138001", "+8613800138001", "86 138 0013 8001"]) {
      expect((await inbox(asked)).map(({ code }) => code)).toEqual(["1003", "1002", "1001", "1000"]);
    }
    expect(await inbox("13800138002")).toEqual([]);
  });

  it("takes foreign numbers, found whole or by their end", async () => {
    await client().sendSms(sms({ phoneNumbers: "85291234567" }));
    for (const asked of ["85291234567", "+85291234567", "91234567"]) expect(await inbox(asked)).toHaveLength(1);
  });

  it.each([
    ["isv.MOBILE_NUMBER_ILLEGAL", { phoneNumbers: "1380013800x" }],
    ["isv.MOBILE_NUMBER_ILLEGAL", { phoneNumbers: "861234567890123" }],
    ["isv.SMS_SIGNATURE_ILLEGAL", { signName: "别人" }],
    ["isv.SMS_TEMPLATE_ILLEGAL", { templateCode: "SMS_1" }],
    ["isv.INVALID_JSON_PARAM", { templateParam: "code=1234" }],
    ["isv.INVALID_JSON_PARAM", { templateParam: '{"code":1234}' }],
    ["isv.TEMPLATE_MISSING_PARAMETERS", { templateParam: '{"kode":"1234"}' }],
    ["isv.TEMPLATE_MISSING_PARAMETERS", { templateParam: undefined }],
    ["isv.TEMPLATE_PARAMS_ILLEGAL", { templateParam: '{"code":"一二三四"}' }],
  ])("is refused by %s in a 200 answer", async (code, change) => {
    const { statusCode, body } = await client().sendSms(sms(change));
    expect([statusCode, body?.code]).toEqual([200, code]);
    const [kept] = await sandbox.ask<SmsRecord[]>("/inspect/sms");
    expect(kept?.outcome).toBe(code);
  });

  it("is refused with the vendor's body for a key, a secret or a missing parameter", async () => {
    await expect(client({ accessKeyId: "LTAIother" }).sendSms(sms())).rejects.toMatchObject({
      code: "InvalidAccessKeyId.NotFound",
      statusCode: 404,
    });
    await expect(client({ accessKeySecret: "other" }).sendSms(sms())).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
      statusCode: 400,
      data: { RequestId: expect.any(String), HostId: "dysmsapi.aliyuncs.com", Code: "SignatureDoesNotMatch" },
    });
    await expect(client().sendSms(sms({ phoneNumbers: undefined }))).rejects.toMatchObject({
      code: "MissingPhoneNumbers",
    });
  });

  it("is refused when the clocks are more than 15 minutes apart", async () => {
    sandbox.clock.shift(16 * 60_000);
    await expect(client().sendSms(sms())).rejects.toMatchObject({ code: "InvalidTimeStamp.Expired" });
    sandbox.clock.shift(-2 * 60_000);
    expect((await client().sendSms(sms())).body?.code).toBe("OK");
  });
});

/** Catches what the SDK sends, so that it can be sent again, altered or not. */
async function capture(): Promise<{ path: string; headers: Record<string, string> }> {
  const { createServer } = await import("node:http");
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      response.setHeader("content-type", "application/json").end('{"Code":"OK"}');
      resolve({ path: request.url ?? "", headers: request.headers as Record<string, string> });
      server.close();
    }).listen(0, "localhost", () => {
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("no port");
      const { ALIYUN_ACCESS_KEY_ID: accessKeyId, ALIYUN_ACCESS_KEY_SECRET: accessKeySecret } = sandbox.credentials;
      const endpoint = `localhost:${address.port}`;
      const config = new $OpenApiUtil.Config({ accessKeyId, accessKeySecret, endpoint, protocol: "HTTP" });
      void new DysmsClient(config as never).sendSms(sms());
    });
  });
}

/** Sends it with the host it was signed for, which fetch would not. */
async function replay({ path, headers }: { path: string; headers: Record<string, string> }, body = "") {
  const { request } = await import("node:http");
  const { port } = new URL(sandbox.url);
  return new Promise<{ status: number | undefined; body: { Code: string } }>((resolve, reject) => {
    const options = {
      host: "localhost",
      port,
      path,
      method: "POST",
      headers: { ...headers, "content-length": body.length },
    };
    request(options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(parts).toString()) }),
      );
    })
      .on("error", reject)
      .end(body);
  });
}

describe("ACS3-HMAC-SHA256", () => {
  it("signs the vendor's own example as the vendor does", () => {
    // help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature, the example with fixed values.
    const headers = {
      host: "ecs.cn-shanghai.aliyuncs.com",
      "x-acs-action": "RunInstances",
      "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "x-acs-date": "2023-10-26T10:22:32Z",
      "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
      "x-acs-version": "2014-05-26",
    };
    const query: [string, string][] = [
      ["RegionId", "cn-shanghai"],
      ["ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"],
    ];
    const call = { method: "POST", path: "/", query, headers, body: Buffer.alloc(0) };
    expect(signAcs3(call, Object.keys(headers), "YourAccessKeySecret").signature).toBe(
      "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    );
  });

  it("lets a call through once", async () => {
    const call = await capture();
    expect((await replay(call)).body.Code).toBe("OK");
    expect(await replay(call)).toMatchObject({ status: 400, body: { Code: "SignatureNonceUsed" } });
  });

  it.each<[string, (call: { path: string; headers: Record<string, string> }) => [typeof call, string?]]>([
    ["another number", (call) => [{ ...call, path: call.path.replace("13800138000", "13900139000") }]],
    ["another parameter", (call) => [{ ...call, path: `${call.path}&OutId=1` }]],
    ["a body", (call) => [call, "PhoneNumbers=13900139000"]],
    ["another header that must be signed", (call) => [{ ...call, headers: { ...call.headers, "x-acs-extra": "1" } }]],
    ["another nonce", (call) => [{ ...call, headers: { ...call.headers, "x-acs-signature-nonce": randomUUID() } }]],
    [
      "a header fewer",
      (call) => {
        const authorization = call.headers.authorization?.replace("host;", "") ?? "";
        return [{ ...call, headers: { ...call.headers, authorization } }];
      },
    ],
  ])("refuses a call that was altered: %s", async (_what, alter) => {
    const [altered, body] = alter(await capture());
    expect(await replay(altered, body)).toMatchObject({ status: 400, body: { Code: "SignatureDoesNotMatch" } });
    expect((await sandbox.ask<SmsRecord[]>("/inspect/sms")).map(({ outcome }) => outcome)).toEqual([
      "SignatureDoesNotMatch",
    ]);
  });

  it("refuses an Authorization of another form", async () => {
    const { path, headers } = await capture();
    const reply = await replay({ path, headers: { ...headers, authorization: "ACS3-HMAC-SHA256 Credential=x" } });
    expect(reply).toMatchObject({ status: 400, body: { Code: "IncompleteSignature" } });
  });
});

describe("the RPC style", () => {
  function params(change: Record<string, string> = {}) {
    const { ALIYUN_ACCESS_KEY_ID, ALIYUN_SMS_SIGN_NAME, ALIYUN_SMS_TEMPLATE_CODE } = sandbox.credentials;
    return {
      Action: "SendSms",
      Version: "2017-05-25",
      Format: "JSON",
      AccessKeyId: ALIYUN_ACCESS_KEY_ID,
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: randomUUID(),
      Timestamp: sandbox.clock.now().toISOString().replace(/\.\d+/, ""),
      PhoneNumbers: "13700137000",
      SignName: ALIYUN_SMS_SIGN_NAME,
      TemplateCode: ALIYUN_SMS_TEMPLATE_CODE,
      TemplateParam: '{"code":"7531"}',
      ...change,
    };
  }
  const signed = (method: string, all: Record<string, string>) => ({
    ...all,
    Signature: signRpc(method, all, sandbox.credentials.ALIYUN_ACCESS_KEY_SECRET).signature,
  });

  it("signs the vendor's own example as the vendor does", () => {
    // help.aliyun.com/zh/sdk/product-overview/rpc-mechanism, the example with testid and testsecret.
    const example = {
      Timestamp: "2016-02-23T12:46:24Z",
      Format: "XML",
      AccessKeyId: "testid",
      Action: "DescribeRegions",
      SignatureMethod: "HMAC-SHA1",
      SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
      Version: "2014-05-26",
      SignatureVersion: "1.0",
    };
    expect(signRpc("GET", example, "testsecret").signature).toBe("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  });

  it("is taken as a form and as a query, each nonce once", async () => {
    const form = signed("POST", params());
    const post = () => sandbox.ask<{ Code: string }>("/", { method: "POST", body: new URLSearchParams(form) });
    expect((await post()).Code).toBe("OK");
    expect((await post()).Code).toBe("SignatureNonceUsed");
    const query = new URLSearchParams(signed("GET", params()));
    expect((await sandbox.ask<{ Code: string }>(`/?${query}`)).Code).toBe("OK");
    expect(await inbox("13700137000")).toHaveLength(3);
  });

  it("answers XML unless JSON is asked for", async () => {
    const { Format: _, ...rest } = params();
    const reply = await fetch(`${sandbox.url}/`, { method: "POST", body: new URLSearchParams(signed("POST", rest)) });
    expect(reply.headers.get("content-type")).toMatch(/^text\/xml/);
    expect(await reply.text()).toMatch(/<SendSmsResponse><RequestId>[0-9A-F-]{36}<\/RequestId>.*<Code>OK<\/Code>/s);
  });

  it.each([
    ["SignatureDoesNotMatch", 400, {}, { PhoneNumbers: "13600136000" }],
    ["InvalidAction.NotFound", 404, { Action: "SendSmsTwice" }, {}],
    ["MissingAction", 400, { Action: "" }, {}],
    ["MissingSignatureNonce", 400, { SignatureNonce: "" }, {}],
    ["InvalidVersion", 400, { Version: "2017-01-01" }, {}],
    ["InvalidAccessKeyId.NotFound", 404, { AccessKeyId: "LTAIother" }, {}],
    ["InvalidTimeStamp.Format", 400, { Timestamp: "1616747477657" }, {}],
    ["InvalidTimeStamp.Expired", 400, { Timestamp: "2021-03-26T08:31:17Z" }, {}],
    ["InvalidParameter.SignatureMethod", 400, { SignatureMethod: "HMAC-SHA256" }, {}],
  ])("answers %s", async (code, status, before, after) => {
    const form = { ...signed("POST", params(before)), ...after };
    const reply = await fetch(`${sandbox.url}/`, { method: "POST", body: new URLSearchParams(form) });
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ Code: code, Message: expect.any(String), HostId: expect.any(String) });
  });

  it("signs what is not a letter or digit in its encoded form", () => {
    expect(percentEncode("a b*c~d'(e)!/é+")).toBe("a%20b%2Ac~d%27%28e%29%21%2F%C3%A9%2B");
  });
});

describe("numbers", () => {
  it("are read as the vendor documents them", () => {
    expect(parseNumber("+13800138000")).toBe("13800138000");
    expect(parseNumber("12025550123")).toBe("12025550123");
    expect(parseNumber("+85291234567")).toBeUndefined();
    expect(parseNumber("")).toBeUndefined();
  });
  it("match in any form, but by the end only where it is a foreign one", () => {
    expect(isNumber("13800138000", "0086 138-0013-8000")).toBe(true);
    expect(isNumber("13800138000", "0138000")).toBe(false);
    expect(isNumber("85291234567", "4567")).toBe(false);
    expect(isNumber("85291234567", "00852 9123 4567")).toBe(true);
  });
});
