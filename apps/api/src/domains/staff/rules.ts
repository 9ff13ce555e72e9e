import { randomInt } from "node:crypto";
import type { StaffStage } from "@chaoqer/contract/staff/auth";
import type { StaffRole } from "@chaoqer/contract/staff/common";

/** Pure rules of the console's accounts (docs/staff.md). Times in milliseconds. */

/** A console session ends after this time, */
export const STAFF_SESSION_MS = 12 * 3_600_000;
/** or when nothing was called for this long. */
export const STAFF_IDLE_MS = 2 * 3_600_000;
/** `seenTime` is written at most this often. */
export const STAFF_SEEN_MS = 60_000;

/** Failed logins count this long, */
export const LOCK_WINDOW_MS = 15 * 60_000;
/** and this many lock a name, */
export const NAME_TRIES = 5;
/** or an address. */
export const ADDRESS_TRIES = 20;

/** Admins may do everything. */
export function roleMay(role: StaffRole, allowed: readonly StaffRole[]): boolean {
  return role === "admin" || allowed.includes(role);
}

/** What a signed-in member of staff has to do before anything else. */
export function stageOf({
  mustChangePassword,
  totp,
  totpRequired,
}: {
  mustChangePassword: boolean;
  totp: boolean;
  totpRequired: boolean;
}): StaffStage {
  if (mustChangePassword) return "password";
  return totpRequired && !totp ? "totp" : "ready";
}

/** Without those that look alike. */
const LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A first password: 16 letters and digits, about 93 bits. */
export function newFirstPassword(): string {
  return Array.from({ length: 16 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");
}

/** Why a password is no good, if so. */
export function passwordFault(password: string, { username, current }: { username: string; current: string }) {
  if (password === current) return "新密码不能与当前密码相同";
  if (password.toLowerCase().includes(username)) return "密码不能包含账号";
  return new Set(password).size < 5 ? "密码过于简单" : undefined;
}
