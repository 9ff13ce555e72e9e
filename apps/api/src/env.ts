import { DEFAULT_ACCESS_SECRET } from "@chaoqer/contract/sign";
import { devCredentials } from "@chaoqer/sandbox/credentials";
import { z } from "zod";

/**
 * The one file of the api that reads the environment (docs/operations.md, "Environment"). Everything that is wrong is
 * named at once. Outside production a vendor without keys is the sandbox; in production its keys are required.
 */

const port = (fallback: number) => z.coerce.number().int().min(1).max(65535).default(fallback);
const positive = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));

const postgres = z
  .string({ error: "is required: the address of a PostgreSQL server (`npm start` brings its own)" })
  .regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://");

/** `mobile:code,…` as a map from the number in E.164 or national form to its fixed code. */
const reviewMobiles = z
  .string()
  .default("")
  .transform((text) => text.split(",").filter((pair) => pair.trim() !== ""))
  .refine(
    (pairs) => pairs.every((pair) => /^\s*\+?\d{5,15}:\d{4,6}\s*$/.test(pair)),
    "must be mobile:code,mobile:code,…",
  )
  .transform((pairs) => new Map(pairs.map((pair) => pair.trim().split(":") as [string, string])));

const general = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  API_PORT: port(4000),
  H5_PORT: port(4001),
  ADMIN_PORT: port(4002),
  SANDBOX_PORT: port(4003),
  API_HOST: z.string().default("0.0.0.0"),
  API_URL: address.optional(),
  H5_URL: address.optional(),
  ADMIN_URL: address.optional(),
  SANDBOX_URL: address.optional(),
  DATABASE_URL: postgres,
  DATABASE_OWNER_URL: postgres.optional(),
  DATABASE_POOL: positive(20),
  TRUST_PROXY: z.coerce.number().int().min(0).default(0),
  LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]).default("info"),
  HANDLER_TIMEOUT_MS: positive(10_000),
  EVENT_LOOP_LAG_MS: positive(1000),
  SIGN_DEFAULT_SECRET: z.string().min(1).default(DEFAULT_ACCESS_SECRET),
  SIGN_WINDOW_S: positive(900),
  CAPTCHA_RESEND_S: positive(60),
  CAPTCHA_HOUR: positive(5),
  CAPTCHA_DAY: positive(10),
  CAPTCHA_IP_HOUR: positive(20),
  CAPTCHA_PEPPER: z.string().min(16).default("pepper for development only"),
  REVIEW_MOBILES: reviewMobiles,
  PUSH_ENV: z
    .string()
    .regex(/^[a-z]{1,7}$/, "must be 1 to 7 lower-case letters: JPush refuses an alias over 40 bytes")
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "must start with redis:// or rediss://")
    .optional(),
  WECHAT_JSSDK_HOSTS: z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
    )
    .optional(),
  OSS_SIGNATURE: z.enum(["v4", "v1"]).default("v4"),
});

/** Each vendor's keys, and the addresses its adapter speaks to in production (all can be overridden by name). */
const VENDORS = {
  aliyun: {
    keys: [
      "ALIYUN_ACCESS_KEY_ID",
      "ALIYUN_ACCESS_KEY_SECRET",
      "ALIYUN_SMS_SIGN_NAME",
      "ALIYUN_SMS_TEMPLATE_CODE",
      "ALIYUN_STS_ROLE_ARN",
      "ALIYUN_OSS_BUCKET",
      "ALIYUN_OSS_REGION",
      "ALIYUN_CDN_URL",
    ],
    addresses: {
      ALIYUN_SMS_URL: "https://dysmsapi.aliyuncs.com",
      ALIYUN_STS_URL: "https://sts.aliyuncs.com",
      ALIYUN_OSS_URL: "",
    },
  },
  jpush: {
    keys: ["JPUSH_APP_KEY", "JPUSH_MASTER_SECRET"],
    addresses: { JPUSH_URL: "https://api.jpush.cn", JPUSH_DEVICE_URL: "https://device.jpush.cn" },
  },
  wechat: {
    keys: ["WECHAT_APP_ID", "WECHAT_APP_SECRET"],
    addresses: { WECHAT_API_URL: "https://api.weixin.qq.com", WECHAT_OPEN_URL: "https://open.weixin.qq.com" },
  },
  agora: {
    keys: [
      "AGORA_APP_ID",
      "AGORA_APP_CERTIFICATE",
      "AGORA_CUSTOMER_ID",
      "AGORA_CUSTOMER_SECRET",
      "AGORA_NOTIFY_SECRET",
    ],
    addresses: { AGORA_URL: "https://api.agora.io" },
  },
} as const satisfies Record<string, { keys: readonly string[]; addresses: Record<string, string> }>;

type Vendor = (typeof VENDORS)[keyof typeof VENDORS];
type VendorKey = Vendor["keys"][number];
type KeysOf<T> = T extends unknown ? keyof T : never;
type VendorAddress = KeysOf<Vendor["addresses"]>;

export type Env = z.output<typeof general> & {
  production: boolean;
  API_URL: string;
  H5_URL: string;
  ADMIN_URL: string;
  SANDBOX_URL: string;
  PUSH_ENV: string;
  WECHAT_JSSDK_HOSTS: string[];
} & Record<VendorKey | VendorAddress, string>;

/** What is wrong with the environment, one line a variable. */
export class EnvError extends Error {
  override readonly name = "EnvError";
  constructor(readonly faults: string[]) {
    super(`The environment is not usable:\n${faults.map((fault) => `  - ${fault}`).join("\n")}\nSee .env.example.`);
  }
}

function readVendors(
  source: Record<string, string | undefined>,
  production: boolean,
  sandboxUrl: string,
  faults: string[],
) {
  const values: Record<string, string> = {};
  const stand: Record<string, string> = {
    ...devCredentials,
    ALIYUN_CDN_URL: `${sandboxUrl}/${devCredentials.ALIYUN_OSS_BUCKET}`,
  };
  for (const { keys, addresses } of Object.values(VENDORS)) {
    const missing = keys.filter((key) => !source[key]);
    const sandboxed = missing.length === keys.length && !production;
    if (!sandboxed)
      for (const key of missing)
        faults.push(`${key} is required ${production ? "in production" : "when other keys of that vendor are set"}`);
    for (const key of keys) values[key] = (sandboxed ? stand[key] : source[key]) ?? "";
    for (const [name, address] of Object.entries(addresses))
      values[name] = source[name] ?? (sandboxed ? sandboxUrl : address);
  }
  return values as Record<VendorKey | VendorAddress, string>;
}

/** Reads and checks the environment. @throws EnvError naming every fault. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const faults: string[] = [];
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = general.safeParse(set);
  if (!parsed.success) for (const issue of parsed.error.issues) faults.push(`${issue.path.join(".")} ${issue.message}`);
  const production = set.NODE_ENV === "production";
  const sandboxUrl = set.SANDBOX_URL ?? `http://localhost:${set.SANDBOX_PORT ?? 4003}`;
  const vendors = readVendors(set, production, sandboxUrl, faults);
  if (production && !set.CAPTCHA_PEPPER)
    faults.push("CAPTCHA_PEPPER is required in production: at least 16 random characters");
  if (!parsed.success || faults.length > 0) throw new EnvError(faults);
  const env = parsed.data;
  const h5Url = env.H5_URL ?? `http://localhost:${env.H5_PORT}`;
  return {
    ...env,
    ...vendors,
    production,
    SANDBOX_URL: sandboxUrl,
    API_URL: env.API_URL ?? `http://localhost:${env.API_PORT}`,
    H5_URL: h5Url,
    ADMIN_URL: env.ADMIN_URL ?? `http://localhost:${env.ADMIN_PORT}`,
    PUSH_ENV: env.PUSH_ENV ?? (production ? "prod" : "dev"),
    WECHAT_JSSDK_HOSTS: env.WECHAT_JSSDK_HOSTS ?? [new URL(h5Url).host],
  };
}
