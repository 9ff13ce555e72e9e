import { MessageType } from "@chaoqer/contract/enums";
import type { Ctx, UserCtx } from "../../trpc/context";

/** How many messages the caller has not listed yet. */
export async function unreadTotal(ctx: UserCtx): Promise<number> {
  return ctx.db.message.count({ where: { uid: ctx.actor.uid, unread: true, messageType: MessageType.alert } });
}

/** A stored message as a push shows it; null if it is gone. */
export function findAlert(ctx: Pick<Ctx, "db">, messageId: bigint) {
  const select = { uid: true, originPushType: true, title: true, content: true, url: true, createTime: true } as const;
  return ctx.db.message.findUnique({ where: { messageId }, select });
}
