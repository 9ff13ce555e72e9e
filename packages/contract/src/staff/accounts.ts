import { z } from "zod";
import { id, lineOf, millis } from "../fields";
import { maybeMillis, reason, staffId, staffListOf, staffPage, staffRole } from "./common";

/** Accounts of staff, for admins. */

export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,31}$/, "账号为3到32个小写字母、数字或._-，以字母开头");

export const staffCreateInput = z.object({ username, displayName: lineOf("姓名", 30), role: staffRole });

/** The first password is shown this once; its owner must change it. */
export const staffCreated = z.object({ staffId: id, username: z.string(), password: z.string() });
export type StaffCreated = z.output<typeof staffCreated>;

export const staffTarget = z.object({ staffId, reason });
export const staffUpdateInput = staffTarget.extend({ displayName: lineOf("姓名", 30), role: staffRole });

export const staffListInput = staffPage.extend({
  /** How an account's or a person's name begins, or an id. */
  search: z.string().trim().max(50, "搜索内容不能超过50个字").optional(),
  role: staffRole.optional(),
  state: z.enum(["active", "disabled"]).optional(),
});

export const staffRow = z.object({
  staffId: id,
  username: z.string(),
  displayName: z.string(),
  role: staffRole,
  totp: z.boolean(),
  mustChangePassword: z.boolean(),
  disabledTime: maybeMillis,
  lastLoginTime: maybeMillis,
  createTime: millis,
  /** Live sessions. */
  sessions: z.int(),
});
export const staffList = staffListOf(staffRow);
export type StaffList = z.output<typeof staffList>;

/** Roles that cannot work without a second step. */
export const totpPolicy = z.object({ roles: z.array(staffRole).max(3) });
export const totpPolicyInput = totpPolicy.extend({ reason });
