import { timingSafeEqual } from "node:crypto";
import { DomainError } from "@chaoqer/contract/errors";
import { sign } from "@chaoqer/contract/sign";
import type { Params } from "./params";

export interface Signed {
  /** The sign as it was computed, lower-case hex. */
  sign: string;
  /** Milliseconds since 1970, as the client sent them. */
  ts: number;
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Checks `ts` and `sign` (docs/api/transport.md, "Sign").
 * @param windowMs how far `ts` may be from `now` either way.
 * @throws DomainError malformed (absent, unreadable or stale), unauthorized (wrong)
 */
export function checkSign(params: Params, secret: string, now: Date, windowMs: number): Signed {
  const sent = params.get("sign");
  const ts = params.get("ts");
  if (typeof sent !== "string" || sent === "") throw new DomainError("malformed", "Params Not Valid: sign");
  if (!/^-?\d{1,16}$/.test(String(ts ?? ""))) throw new DomainError("malformed", "Params Not Valid: ts");
  if (Math.abs(Number(ts) - now.getTime()) > windowMs)
    throw new DomainError("malformed", "设备时间不正确，请校准后重试");
  const expected = sign(params, secret);
  if (!sameText(sent.replace(/[\r\n]/g, "").toLowerCase(), expected)) throw new DomainError("unauthorized");
  return { sign: expected, ts: Number(ts) };
}
