import { OriginPushType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { inTransaction } from "@chaoqer/db/tx";
import type { UserCtx } from "../../trpc/context";
import { addMessage } from "../message/writes";
import { getProfile, hasBlocked, mustExist } from "../user/reads";

/** Puts the card into the holder unless it lies there already. @returns whether it was put there now */
async function deliver(ctx: UserCtx, holderUid: string): Promise<boolean> {
  const senderUid = ctx.actor.uid;
  const now = ctx.clock.now();
  const delivered = await ctx.db.$executeRaw`
    INSERT INTO cards AS c (sender_uid, holder_uid, send_time, held_since) VALUES (${senderUid}, ${holderUid}, ${now}, ${now})
    ON CONFLICT (sender_uid, holder_uid) DO UPDATE SET send_time = excluded.send_time, held_since = excluded.held_since
    WHERE c.held_since IS NULL`;
  if (delivered === 0) return false;
  await ctx.db.profile.update({
    where: { uid: holderUid },
    data: { cardTotal: { increment: 1 } },
    select: { uid: true },
  });
  return true;
}

/** Sends the caller's card. To someone who blocked the caller it seems to succeed, and nothing arrives. */
export async function sendCard(ctx: UserCtx, { uid: holderUid }: { uid: string }): Promise<void> {
  const senderUid = ctx.actor.uid;
  if (senderUid === holderUid) throw new DomainError("refused", "无法发送名片给自己");
  await mustExist(ctx, holderUid);
  await inTransaction(ctx, async (tx) => {
    if (await hasBlocked(tx, holderUid, senderUid)) {
      const row = { senderUid, holderUid, sendTime: tx.clock.now(), heldSince: null };
      await tx.db.card.createMany({ data: [row], skipDuplicates: true });
      return;
    }
    if (!(await deliver(tx, holderUid))) return;
    const { nickname } = await getProfile(tx, null, senderUid);
    await addMessage(tx, {
      uid: holderUid,
      originUid: senderUid,
      originPushType: OriginPushType.user,
      title: nickname,
      content: "给你发送了一张名片",
      url: `chaoqer://profile/${senderUid}`,
    });
  });
}

/** Takes a user's card out of the caller's holder; again is no error. */
export async function removeCard(ctx: UserCtx, { uid: senderUid }: { uid: string }): Promise<void> {
  const holderUid = ctx.actor.uid;
  await mustExist(ctx, senderUid);
  await inTransaction(ctx, async (tx) => {
    const where = { senderUid, holderUid, heldSince: { not: null } };
    const { count } = await tx.db.card.updateMany({ where, data: { heldSince: null } });
    if (count === 0) return;
    await tx.db.profile.update({
      where: { uid: holderUid },
      data: { cardTotal: { decrement: 1 } },
      select: { uid: true },
    });
  });
}
