import { AccountState, MessageType, OriginPushType } from "@chaoqer/contract/enums";
import { Prisma } from "@chaoqer/db/client";
import { inTransaction } from "@chaoqer/db/tx";
import type { Deps } from "../../deps";

/** Sends a notice, so many receivers at a time in the order of their uid. */

const BATCH = 500;

type Sending = Pick<Deps, "db" | "clock" | "queue">;

/**
 * Serves the next receivers of a notice that is being sent; those after them are a job of their own. Messages, push
 * jobs and the place reached are one transaction, and nobody has a notice twice, so it may be repeated and may stop
 * at any point.
 */
export async function goOnSending(ctx: Sending, noticeId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx.db.$executeRaw`SELECT 1 FROM notices WHERE notice_id = ${noticeId} FOR UPDATE`;
    const notice = await tx.db.notice.findUnique({ where: { noticeId } });
    if (notice?.status !== "sending") return;
    const { title, content, url, audience, cursor } = notice;
    const now = tx.clock.now();
    const listed =
      audience === "all"
        ? Prisma.sql`TRUE`
        : Prisma.sql`p.uid IN (SELECT unnest(uid_list) FROM notices WHERE notice_id = ${noticeId})`;
    const receivers = await tx.db.$queryRaw<{ uid: string; messageId: bigint | null }[]>`
      WITH batch AS MATERIALIZED (
        SELECT p.uid FROM profiles p JOIN accounts a ON a.uid = p.uid
        WHERE p.uid > ${cursor} AND a.status <> ${AccountState.deleted} AND ${listed} ORDER BY p.uid LIMIT ${BATCH}
      ), stored AS (
        INSERT INTO messages (uid, origin_push_type, message_type, title, content, url, create_time, notice_id)
        SELECT uid, ${OriginPushType.official}, ${MessageType.alert}, ${title}, ${content}, ${url},
          ${now}::timestamptz, ${noticeId} FROM batch
        ON CONFLICT (notice_id, uid) WHERE notice_id IS NOT NULL DO NOTHING RETURNING uid, message_id
      )
      SELECT b.uid, s.message_id AS "messageId" FROM batch b LEFT JOIN stored s ON s.uid = b.uid ORDER BY b.uid`;
    const jobs = receivers.flatMap(({ messageId }) => (messageId === null ? [] : { messageId: String(messageId) }));
    await tx.queue.sendAll(tx, "push-message", jobs);
    const more = receivers.length === BATCH;
    const reached = receivers.at(-1)?.uid ?? cursor;
    const data = { cursor: reached, sent: { increment: jobs.length }, ...(!more && { status: "done", endTime: now }) };
    await tx.db.notice.update({ where: { noticeId }, data, select: { noticeId: true } });
    if (more) await tx.queue.send(tx, "notice-send", { noticeId });
  });
}
