import type { Envelope } from "@chaoqer/contract/envelope";
import { type DomainError, ERRORS, type ErrorCode } from "@chaoqer/contract/errors";

/** Failures that are HTTP's own; every other error is a business answer with status 200. */
const HTTP_STATUS: Partial<Record<ErrorCode, number>> = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  tooLarge: 413,
  unsupportedMedia: 415,
  unavailable: 503,
  timeout: 504,
};

/** How long a client should wait after a 503, in seconds. */
export const RETRY_AFTER_S = 5;

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Envelope;
}

export function success(result: unknown, message: string): Envelope {
  return { result: result ?? {}, message, status: 1 };
}

/** The one map from domain errors to REST; undefined is an error nobody expected, and shows nothing of itself. */
export function failure(error: DomainError | undefined): Answer {
  if (!error) return { status: 500, headers: {}, body: { result: 0, message: "Internal Server Error", status: 0 } };
  const status = HTTP_STATUS[error.code] ?? 200;
  const headers: Record<string, string> = status === 503 ? { "retry-after": String(RETRY_AFTER_S) } : {};
  return { status, headers, body: { result: ERRORS[error.code].result, message: error.message, status: 0 } };
}
