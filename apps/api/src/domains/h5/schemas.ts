import { flag, millis, sentId } from "@chaoqer/contract/fields";
import { z } from "zod";

/** What only our own H5 app calls; the documented calls are in the contract. */

export const wechatLoginInput = z.object({
  code: z.string().regex(/^[\w-]{1,128}$/, "微信授权码不正确"),
});

/**
 * A session; or none, because the code was spent (ask WeChat for another one, one time), or because the visitor is the
 * virtual user of WeChat's snapshot page, who would be nobody tomorrow.
 */
export const wechatLoginResult = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("session"), token: z.string().regex(/^[a-f0-9]{64}$/), expireTime: millis }),
  z.object({ outcome: z.literal("codeSpent") }),
  z.object({ outcome: z.literal("virtualUser") }),
]);
export type WechatLoginResult = z.output<typeof wechatLoginResult>;

export const wechatLogoutInput = z.object({ token: z.string().regex(/^[a-f0-9]{32,64}$/, "会话不正确") });

/** What is shared, and its id in the link: for a room that of the snapshot. */
export const invitationInput = z.object({ kind: z.enum(["room", "club", "profile", "event"]), id: sentId });

/** As little as an invitation needs to say to somebody nobody knows. */
export const invitationResult = z.object({
  kind: z.enum(["room", "club", "profile", "event"]),
  title: z.string(),
  image: z.string().optional(),
  /** `chaoqer://…` */
  deepLink: z.string(),
  /** Of a room, about this moment. */
  closed: flag.optional(),
});
export type InvitationResult = z.output<typeof invitationResult>;

/** How a page tried to open the app. */
export const openedInput = z.object({
  branch: z.enum(["openTag", "overlay", "universalLink", "scheme", "download"]),
});
