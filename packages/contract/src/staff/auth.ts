import { z } from "zod";
import { id, millis } from "../fields";
import { staffRole } from "./common";

/** Signing in to the console, and a member of staff's own account. */

export const staffLoginInput = z.object({
  name: z.string().trim().toLowerCase().min(1, "账号不能为空").max(32, "账号不正确"),
  password: z.string().min(1, "密码不能为空").max(200, "密码不正确"),
  /** The second step's six digits, if they are known already. */
  totp: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "动态验证码为6位数字")
    .optional(),
});

/** What a session may do: all its role may, or first change the password, or first set up the second step. */
export const staffStage = z.enum(["ready", "password", "totp"]);
export type StaffStage = z.output<typeof staffStage>;

export const staffMe = z.object({
  staffId: id,
  username: z.string(),
  displayName: z.string(),
  role: staffRole,
  stage: staffStage,
  /** The second step is set up. */
  totp: z.boolean(),
});
export type StaffMe = z.output<typeof staffMe>;

/** `totp`: the password was right, the same call again with the second step's code signs in. */
export const staffLoginResult = z.discriminatedUnion("status", [
  z.object({ status: z.literal("totp") }),
  z.object({ status: z.literal("ok"), token: id, expireTime: millis, me: staffMe }),
]);
export type StaffLoginResult = z.output<typeof staffLoginResult>;

export const newPassword = z.string().min(10, "密码至少10个字符").max(200, "密码不能超过200个字符");
export const changePasswordInput = z.object({ current: z.string().max(200), next: newPassword });

export const totpCodeInput = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "动态验证码为6位数字"),
});

/** What an authenticator app needs: the secret in base32, and the same as an `otpauth:` address for a QR code. */
export const totpEnrolment = z.object({ secret: z.string(), uri: z.string() });
