import { OriginPushType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { EventResult } from "@chaoqer/contract/event";
import { inTransaction } from "@chaoqer/db/tx";
import type { UserCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { collectLinks } from "../link/writes";
import { addMessages } from "../message/writes";
import { getProfile } from "../user/reads";
import { holdEvent, mustTakePart } from "./held";
import { getEvent, mustAllExist, reachable } from "./reads";
import { checkMembers, checkTime } from "./rules";

interface EventInput {
  name: string;
  desc?: string | undefined;
  /** Milliseconds since 1970. */
  eventTime: number;
  memberUidList: string[];
}

/** Tells those who were added, unless they blocked the caller. */
async function tellAdded(tx: UserCtx, event: { eventId: string; name: string }, added: readonly string[]) {
  const { uid } = tx.actor;
  const others = added.filter((member) => member !== uid);
  if (others.length === 0) return;
  const { nickname } = await getProfile(tx, null, uid);
  await addMessages(tx, await reachable(tx, uid, others), {
    originUid: uid,
    originPushType: OriginPushType.user,
    title: `${nickname}已添加你为活动嘉宾`,
    content: event.name,
    url: `chaoqer://event/${event.eventId}`,
  });
}

const inOrder = (uids: readonly string[]) => uids.map((uid, position) => ({ uid, position }));

/** Announces an event and tells its members. @throws DomainError refused */
export async function createEvent(ctx: UserCtx, input: EventInput): Promise<EventResult> {
  const { uid } = ctx.actor;
  const { name, desc, memberUidList } = input;
  const eventId = newId();
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const eventTime = checkTime(input.eventTime, now);
    checkMembers(memberUidList, [uid]);
    await mustAllExist(tx, memberUidList);
    const members = { createMany: { data: inOrder(memberUidList) } };
    const data = { eventId, uid, name, desc: desc || null, eventTime, createTime: now, members };
    await tx.db.event.create({ data, select: { eventId: true } });
    if (desc) await collectLinks(tx, desc);
    await tellAdded(tx, { eventId, name }, memberUidList);
    return getEvent(tx, uid, eventId);
  });
}

/**
 * Changes an event; an absent `desc` stays, "" empties it. Who was a member may stay although their account is gone
 * by now. @throws DomainError eventUnknown, forbidden (no member), refused
 */
export async function updateEvent(ctx: UserCtx, input: EventInput & { eventId: string }): Promise<EventResult> {
  const { uid } = ctx.actor;
  const { eventId, name, desc, memberUidList } = input;
  return inTransaction(ctx, async (tx) => {
    const event = await holdEvent(tx, eventId, "change");
    mustTakePart(event, uid);
    if (event.roomId) throw new DomainError("refused", "无法编辑已绑定活动的日程");
    const eventTime = checkTime(input.eventTime, tx.clock.now());
    checkMembers(memberUidList, [event.uid, uid]);
    const added = memberUidList.filter((member) => !event.memberUids.includes(member));
    await mustAllExist(tx, added);
    const members = { deleteMany: {}, createMany: { data: inOrder(memberUidList) } };
    const data = { name, eventTime, members, ...(desc !== undefined && { desc: desc || null }) };
    await tx.db.event.update({ where: { eventId }, data, select: { eventId: true } });
    if (desc) await collectLinks(tx, desc);
    await tellAdded(tx, { eventId, name }, added);
    return getEvent(tx, uid, eventId);
  });
}

/** Deletes an event of the caller's own. @throws DomainError eventUnknown, forbidden, refused (it has a room) */
export async function removeEvent(ctx: UserCtx, { eventId }: { eventId: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const event = await holdEvent(tx, eventId, "change");
    if (event.uid !== tx.actor.uid) throw new DomainError("forbidden");
    if (event.roomId) throw new DomainError("refused", "无法删除已绑定活动的日程");
    const data = { deletedTime: tx.clock.now() };
    await tx.db.event.update({ where: { eventId }, data, select: { eventId: true } });
  });
}
