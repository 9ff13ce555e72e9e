import { type LoggerOptions, stdSerializers } from "pino";
import type { Env } from "./env";

/** Runs of digits that may be a phone number, also inside a driver's message. */
const PHONE = /\+?\d{7,15}(?!\d)/g;

/** Hides all but the last two digits of whatever may be a phone number. */
export function maskPhones(text: string): string {
  return text.replace(PHONE, (number) => `${"*".repeat(number.length - 2)}${number.slice(-2)}`);
}

/** An error for the log: its kind, message and stack, without what a driver adds of the row's values. */
function errorForLog(error: Error): Record<string, unknown> {
  const { type, message, stack } = stdSerializers.err(error);
  const { code, cause } = error as Error & { code?: unknown };
  return {
    type,
    code,
    message: maskPhones(message),
    stack: maskPhones(stack ?? ""),
    cause: cause instanceof Error ? errorForLog(cause) : undefined,
  };
}

/** Log lines are JSON, one event each; secrets are left out where lines are written, and cut here if one slips in. */
export function loggerOptions(env: Env): LoggerOptions {
  return {
    level: env.LOG_LEVEL,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level) => ({ level }) },
    serializers: { err: errorForLog },
    redact: [
      "authorization",
      "cookie",
      "token",
      "accessToken",
      "accessSecret",
      "captcha",
      "code",
      "mobile",
      "*.authorization",
      "*.cookie",
      "*.accessToken",
      "*.accessSecret",
      "*.captcha",
      "*.mobile",
    ],
  };
}
