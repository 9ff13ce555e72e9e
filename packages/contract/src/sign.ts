import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Secret of calls without a user session, as every shipped client has it (docs/api/transport.md, "Sign"). */
export const DEFAULT_ACCESS_SECRET = "Hx!0k!K}5E.]EoP";

/** A parameter as the sign sees it: JSON's values. */
export type ParamValue = string | number | boolean | null | ParamValue[] | { [key: string]: ParamValue };

/** Compact JSON with object keys in code-unit order, so that both sides write the same text. */
function canonicalJson(value: ParamValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** A value's text in the sign: strings verbatim, everything else as canonical JSON. */
export function signText(value: ParamValue): string {
  return typeof value === "string" ? value : canonicalJson(value);
}

/** All parameters but `sign`, by key in code-unit order, as `k=v` joined by `$$$`. */
export function canonicalParams(params: Iterable<readonly [string, ParamValue]>): string {
  return [...params]
    .filter(([key]) => key !== "sign")
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, value]) => `${key}=${signText(value)}`)
    .join("$$$");
}

/**
 * The `sign` of a call: lower-case hex MD5 over its canonical parameters (`ts` included) and the secret.
 * @param secret the session's accessSecret, or {@link DEFAULT_ACCESS_SECRET} without a session.
 */
export function sign(params: Record<string, ParamValue> | Map<string, ParamValue>, secret: string): string {
  const entries = params instanceof Map ? params : Object.entries(params);
  const text = canonicalParams(entries);
  return bytesToHex(md5(utf8ToBytes(`${text}${text ? "$$$" : ""}accessSecret=${secret}`)));
}
