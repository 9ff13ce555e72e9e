import { EventTimeStatus, OriginPushType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { EventResult } from "@chaoqer/contract/event";
import { inTransaction } from "@chaoqer/db/tx";
import type { UserCtx } from "../../trpc/context";
import { addMessages } from "../message/writes";
import { openRoom } from "../room/writes";
import { holdEvent, mustTakePart } from "./held";
import { getEvent, reservers } from "./reads";
import { checkStart, timeStatus } from "./rules";

/** Reserves a reminder; again is no error. @throws DomainError eventUnknown, refused */
export async function reserve(ctx: UserCtx, { eventId }: { eventId: string }): Promise<void> {
  const { uid } = ctx.actor;
  await inTransaction(ctx, async (tx) => {
    const event = await holdEvent(tx, eventId, "reserve");
    const now = tx.clock.now();
    if (event.memberUids.includes(uid)) throw new DomainError("refused", "嘉宾或者主持人无法预约日程");
    if (event.roomId) throw new DomainError("refused", "无法预约已绑定活动的日程");
    if (timeStatus(event.eventTime, now) === EventTimeStatus.past)
      throw new DomainError("refused", "无法预约已过期的日程");
    await tx.db.eventReminder.createMany({ data: [{ eventId, uid, createTime: now }], skipDuplicates: true });
  });
}

/**
 * Opens the event's room with the caller as host and tells whoever reserved; an event that was started already answers
 * as it is. @throws DomainError eventUnknown, forbidden (no member), refused
 */
export async function startEvent(ctx: UserCtx, { eventId }: { eventId: string }): Promise<EventResult> {
  const { uid } = ctx.actor;
  return inTransaction(ctx, async (tx) => {
    const event = await holdEvent(tx, eventId, "change");
    mustTakePart(event, uid);
    if (!event.roomId) {
      checkStart(event.eventTime, tx.clock.now());
      const roomId = await openRoom(tx, { uid, name: event.name, clubId: null, inviteOnly: false });
      await tx.db.event.update({ where: { eventId }, data: { roomId }, select: { eventId: true } });
      await addMessages(tx, await reservers(tx, eventId), {
        originPushType: OriginPushType.system,
        title: "你预约的活动已经开始了",
        content: event.name,
        url: `chaoqer://room/${roomId}`,
      });
    }
    return getEvent(tx, uid, eventId);
  });
}
