import { MessageType, type OriginPushType } from "@chaoqer/contract/enums";
import type { MessagePage, MessageResult } from "@chaoqer/contract/message";
import { echoPage, type NumberPage } from "@chaoqer/contract/page";
import { Prisma } from "@chaoqer/db/client";
import { inTransaction } from "@chaoqer/db/tx";
import { messageJson } from "@chaoqer/db/views/message";
import type { Ctx, UserCtx } from "../../trpc/context";

export interface NewMessage {
  /** The receiver. */
  uid: string;
  /** Only between users. */
  originUid?: string;
  originPushType: OriginPushType;
  title: string;
  content: string;
  url: string;
}

/** Stores a message and has it pushed, in the caller's transaction. @returns its id */
export async function addMessage(ctx: Ctx, message: NewMessage): Promise<bigint> {
  return inTransaction(ctx, async (tx) => {
    const data = { ...message, messageType: MessageType.alert, createTime: tx.clock.now() };
    const { messageId } = await tx.db.message.create({ data, select: { messageId: true } });
    await tx.queue.send(tx, "push-message", { messageId: String(messageId) });
    return messageId;
  });
}

/** Stores the same message for several receivers and has each pushed, in the caller's transaction. */
export async function addMessages(ctx: Ctx, uids: readonly string[], message: Omit<NewMessage, "uid">): Promise<void> {
  if (uids.length === 0) return;
  const { originUid = null, originPushType, title, content, url } = message;
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db.$queryRaw<{ messageId: bigint }[]>`
      INSERT INTO messages (uid, origin_uid, origin_push_type, message_type, title, content, url, create_time)
      SELECT receiver, ${originUid}, ${originPushType}, ${MessageType.alert}, ${title}, ${content}, ${url},
        ${tx.clock.now()}::timestamptz
      FROM unnest(${uids}::text[]) AS receiver RETURNING message_id AS "messageId"`;
    const jobs = rows.map(({ messageId }) => ({ messageId: String(messageId) }));
    await tx.queue.sendAll(tx, "push-message", jobs);
  });
}

/** The caller's messages, newest first, with `unread` as it was; what is returned counts as read afterwards. */
export async function listMessages(ctx: UserCtx, page: NumberPage): Promise<MessagePage> {
  const { uid } = ctx.actor;
  const after = page.lastId === undefined ? Prisma.sql`TRUE` : Prisma.sql`message_id < ${page.lastId}::bigint`;
  const rows = await ctx.db.$queryRaw<{ message: MessageResult }[]>`
    WITH page AS (
      SELECT * FROM messages WHERE uid = ${uid} AND message_type = ${MessageType.alert} AND ${after}
      ORDER BY message_id DESC LIMIT ${page.count}
    ), seen AS (
      UPDATE messages SET unread = FALSE WHERE message_id IN (SELECT message_id FROM page WHERE unread)
    )
    SELECT ${messageJson} AS message FROM page m ORDER BY m.message_id DESC`;
  const list = rows.map(({ message }) => ({
    messageId: message.messageId,
    sequenceId: String(message.messageId),
    userMessageResult: message,
  }));
  return { page: echoPage(page), list };
}
