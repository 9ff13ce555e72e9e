import { expect, it } from "vitest";
import { EnvError, readEnv } from "./env";

const DATABASE_URL = "postgres://localhost/chaoqer";

/** The faults that a faulty environment is refused with. */
function faultsOf(source: Record<string, string>): string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
  return [];
}

it("points every vendor at the sandbox while nothing is set", () => {
  const env = readEnv({ DATABASE_URL, SANDBOX_PORT: "5003" });
  expect(env.JPUSH_URL).toBe("http://localhost:5003");
  expect(env.PUSH_ENV).toBe("dev");
  expect(env.API_URL).toBe("http://localhost:4000");
  expect(env.WECHAT_JSSDK_HOSTS).toEqual(["localhost:4001"]);
});

it("names everything that is wrong at once", () => {
  const faults = faultsOf({
    API_PORT: "x",
    PUSH_ENV: "production",
    REVIEW_MOBILES: "13800138000",
    OSS_SIGNATURE: "v2",
    JPUSH_APP_KEY: "k",
  });
  for (const name of [
    "API_PORT",
    "PUSH_ENV",
    "REVIEW_MOBILES",
    "OSS_SIGNATURE",
    "DATABASE_URL",
    "JPUSH_MASTER_SECRET",
  ]) {
    expect(faults.filter((fault) => fault.startsWith(`${name} `))).toHaveLength(1);
  }
});

it("names every missing provider key in production, and falls back on no sandbox", () => {
  const faults = faultsOf({ NODE_ENV: "production", DATABASE_URL });
  for (const name of [
    "ALIYUN_ACCESS_KEY_ID",
    "JPUSH_APP_KEY",
    "WECHAT_APP_SECRET",
    "AGORA_APP_CERTIFICATE",
    "CAPTCHA_PEPPER",
  ]) {
    expect(faults.join("\n")).toContain(`${name} is required in production`);
  }
});

it("speaks to the vendors themselves when their keys are set", () => {
  const env = readEnv({ DATABASE_URL, JPUSH_APP_KEY: "key", JPUSH_MASTER_SECRET: "secret" });
  expect(env.JPUSH_URL).toBe("https://api.jpush.cn");
  expect(env.WECHAT_API_URL).toBe("http://localhost:4003");
});

it("reads review numbers", () => {
  const env = readEnv({ DATABASE_URL, REVIEW_MOBILES: "13800138000:1234, +85261234567:567890" });
  expect([...env.REVIEW_MOBILES]).toEqual([
    ["13800138000", "1234"],
    ["+85261234567", "567890"],
  ]);
});
