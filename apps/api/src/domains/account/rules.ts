import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { DomainError } from "@chaoqer/contract/errors";
import { ID } from "@chaoqer/contract/fields";
import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";

/** Pure rules of accounts (docs/api/account.md). Times in milliseconds. */

export const CAPTCHA_TTL_MS = 5 * 60_000;
export const CAPTCHA_TRIES = 5;
export const SESSION_TTL_MS = 30 * 86_400_000;
/** A session's end moves on at most this often. */
export const SESSION_SLIDE_MS = 86_400_000;

/** A mobile number in E.164. @throws DomainError refused */
export function parseMobile(countryCode: string, mobile: string): string {
  const country = countryCode.trim().replace(/^\+/, "");
  if (!/^[1-9]\d{0,3}$/.test(country)) throw new DomainError("refused", "国家地区码不正确");
  if (!/^[\d\s-]{4,20}$/.test(mobile.trim())) throw new DomainError("refused", "手机号格式不正确");
  const number = parsePhoneNumberFromString(`+${country}${mobile.trim()}`);
  if (!number?.isValid() || number.countryCallingCode !== country) throw new DomainError("refused", "手机号格式不正确");
  return number.number;
}

export const newId = () => randomBytes(16).toString("hex");
export const newCode = () => String(randomInt(10_000)).padStart(4, "0");

export const hashToken = (token: string) => createHash("sha256").update(token).digest("base64url");

/** A code is short, so its hash is keyed with a secret that the database does not hold. */
export const hashCode = (pepper: string, mobile: string, code: string) =>
  createHmac("sha256", pepper).update(`${mobile}:${code}`).digest("base64url");

export function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** `Authorization: Basic base64(uid:token)`; undefined if it is absent or of another form. */
export function readBasic(header: string | undefined): { uid: string; token: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/_=-]+)$/i.exec(header ?? "")?.[1];
  if (!encoded) return undefined;
  const [uid = "", token = "", ...more] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return more.length === 0 && ID.test(uid) && ID.test(token) ? { uid, token } : undefined;
}

/** A freeze or limit holds until its time, or for good. */
export function holds(until: Date | null, now: Date): boolean {
  return until === null || until > now;
}
