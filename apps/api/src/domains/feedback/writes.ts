import { OriginFeedbackType } from "@chaoqer/contract/enums";
import type { FeedbackInput } from "@chaoqer/contract/feedback";
import { inTransaction } from "@chaoqer/db/tx";
import type { UserCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { roomSnapshot } from "../report/reads";

/** Keeps what a user wrote to us, with the client it came from and the room it is about. @throws DomainError roomUnknown */
export async function submitFeedback(ctx: UserCtx, input: FeedbackInput): Promise<void> {
  const { uid } = ctx.actor;
  const { type, versionName, versionCode } = ctx.client;
  const { originId, feedbackImageList = [], ...rest } = input;
  const aboutRoom = input.originFeedbackType === OriginFeedbackType.room;
  await inTransaction(ctx, async (tx) => {
    const snapshot = aboutRoom ? await roomSnapshot(tx, uid, originId) : undefined;
    const now = tx.clock.now();
    await tx.db.feedback.create({
      data: {
        ...rest,
        feedbackId: newId(),
        uid,
        originId: aboutRoom ? originId : "",
        feedbackImageList,
        clientType: type,
        versionName,
        versionCode,
        ...(snapshot && { snapshot }),
        createTime: now,
        updateTime: now,
      },
      select: { feedbackId: true },
    });
  });
}
