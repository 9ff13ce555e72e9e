import OSS from "ali-oss";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StsRecord } from "../record";
import { type RunningSandbox, startSandbox } from "../testing";
import { ossOf } from "./oss/testing";

let sandbox: RunningSandbox;
let { accountKeys, assume } = {} as ReturnType<typeof ossOf>;
beforeAll(async () => {
  sandbox = await startSandbox();
  ({ accountKeys, assume } = ossOf(sandbox));
});
beforeEach(async () => {
  sandbox.clock.reset();
  await sandbox.ask("/inspect", { method: "DELETE" });
});
afterAll(() => sandbox.close());

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
