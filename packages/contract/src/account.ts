import { z } from "zod";
import { id, millis } from "./fields";

/** 获取短信验证码. Numbers are checked by the api with libphonenumber, region by region. */
export const captchaInput = z.object({ countryCode: z.string().default("86"), mobile: z.string() });

/** 短信验证码登录/注册账号. */
export const loginInput = z.object({
  countryCode: z.string().default("86"),
  mobile: z.string(),
  captcha: z.string().regex(/^\d{4,6}$/, "验证码不正确"),
});

/** A session as the client keeps it; `registered` tells a new account from a known one. */
export const loginResult = z.object({
  uid: id,
  expireTime: millis,
  accessToken: id,
  accessSecret: id,
  registered: z.boolean(),
});
export type LoginResult = z.output<typeof loginResult>;
