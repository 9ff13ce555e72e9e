import { createRequire } from "node:module";
import type { Env } from "../env";

/**
 * Aliyun SMS (https://help.aliyun.com/zh/sms/). A sent message is accepted, not yet delivered.
 */

// The SDK is CommonJS whose default export Node's ESM cannot name.
const require = createRequire(import.meta.url);
type Dysms = typeof import("@alicloud/dysmsapi20170525");
type OpenApi = typeof import("@alicloud/openapi-core");

/**
 * What became of a message: `sent`; `refused`, for this number or by a limit, where trying again does not help;
 * `misconfigured`, which an operator must mend (keys, sign, template, money). `message` is for the user.
 */
export type SmsOutcome = { kind: "sent" } | { kind: "refused" | "misconfigured"; code: string; message: string };

/** Refusals that concern the number. */
const REFUSED: Record<string, string> = {
  "isv.MOBILE_NUMBER_ILLEGAL": "手机号格式不正确",
  "isv.DOMESTIC_NUMBER_NOT_SUPPORTED": "暂不支持该号码",
  "isv.BLACK_KEY_CONTROL_LIMIT": "短信发送失败，请稍后再试",
};
/** Aliyun's own limits for a number, by the level that its message names: 触发分钟级流控Permits:1, 小时级, 天级. */
const LIMITS: [level: string, message: string][] = [
  ["分钟级", "短信发送太频繁，请一分钟后再试"],
  ["小时级", "短信发送太频繁，请一小时后再试"],
  ["天级", "今日短信发送次数已用完，请明天再试"],
];
/** Vendor's own trouble: try again. */
const TEMPORARY = new Set([
  "isp.SYSTEM_ERROR",
  "isp.GATEWAY_ERROR",
  "Throttling",
  "Throttling.User",
  "ServiceUnavailable",
  "InternalError",
]);

/** @param said the vendor's own message */
function outcomeOf(code: string, said = ""): SmsOutcome {
  if (code === "OK") return { kind: "sent" };
  if (TEMPORARY.has(code)) throw new Error(`Aliyun SMS is in trouble: ${code}`);
  if (code === "isv.BUSINESS_LIMIT_CONTROL") {
    const message = LIMITS.find(([level]) => said.includes(level))?.[1] ?? "短信发送太频繁，请稍后再试";
    return { kind: "refused", code, message };
  }
  const message = REFUSED[code];
  return message
    ? { kind: "refused", code, message }
    : { kind: "misconfigured", code, message: "短信服务繁忙，请稍后再试" };
}

/** The form that SendSms wants: mainland numbers without a prefix, others as country code and number. */
function phoneNumbers(mobile: string): string {
  return mobile.startsWith("+86") ? mobile.slice(3) : mobile.replace(/^\+/, "");
}

function connect(env: Env) {
  const { default: Client, SendSmsRequest } = require("@alicloud/dysmsapi20170525") as Dysms;
  const { $OpenApiUtil } = require("@alicloud/openapi-core") as OpenApi;
  const url = new URL(env.ALIYUN_SMS_URL);
  const config = new $OpenApiUtil.Config({
    accessKeyId: env.ALIYUN_ACCESS_KEY_ID,
    accessKeySecret: env.ALIYUN_ACCESS_KEY_SECRET,
    endpoint: url.host,
    protocol: url.protocol === "https:" ? "HTTPS" : "HTTP",
    connectTimeout: 3000,
    readTimeout: 10_000,
  });
  return { client: new Client(config as never), SendSmsRequest };
}

/** The SMS adapter; the SDK is loaded with the first message. */
export function aliyunSms(env: Env) {
  let connection: ReturnType<typeof connect> | undefined;
  return {
    /**
     * Sends a login code.
     * @param mobile E.164. @throws when the vendor cannot be reached or is in trouble: try again.
     */
    async sendCaptcha(mobile: string, code: string): Promise<SmsOutcome> {
      connection ??= connect(env);
      const request = new connection.SendSmsRequest({
        phoneNumbers: phoneNumbers(mobile),
        signName: env.ALIYUN_SMS_SIGN_NAME,
        templateCode: env.ALIYUN_SMS_TEMPLATE_CODE,
        templateParam: JSON.stringify({ code }),
      });
      try {
        const { body } = await connection.client.sendSms(request);
        return outcomeOf(body?.code ?? "isp.NO_BODY", body?.message);
      } catch (error) {
        const { code: vendorCode, statusCode } = error as { code?: string; statusCode?: number };
        if (vendorCode && statusCode !== undefined && statusCode >= 400 && statusCode < 500)
          return outcomeOf(vendorCode);
        throw error;
      }
    },
  };
}
