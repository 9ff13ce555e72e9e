import { z } from "zod";
import { flag, id, millis } from "./fields";
import { pageOf } from "./page";

const messageId = z.int().nonnegative();

export const messageResult = z.object({
  messageId,
  uid: id,
  createTime: millis,
  messageType: z.int(),
  originPushType: z.int(),
  /** The user it comes from; "" unless originPushType is 2. */
  originUid: z.string(),
  unread: flag,
  messageBody: z.object({ title: z.string(), content: z.string(), url: z.string() }),
});
export type MessageResult = z.output<typeof messageResult>;

export const messagePage = pageOf(z.object({ messageId, sequenceId: z.string(), userMessageResult: messageResult }));
export type MessagePage = z.output<typeof messagePage>;

/** A bare integer. */
export const unreadTotalResult = z.int().nonnegative();
