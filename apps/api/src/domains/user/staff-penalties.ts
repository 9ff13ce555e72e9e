import { AccountState, OriginPushType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { NoticeText, PenaltyAction } from "@chaoqer/contract/staff/actions";
import { Prisma } from "@chaoqer/db/client";
import type { StaffWriteCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { addMessage } from "../message/writes";
import { closeHostedRooms, closeRoomAsStaff, resetRoomName, restoreRoomName } from "../room/staff-writes";
import { type HeldAccount, holdAccount, holdJson, shutOut, writeHold } from "./staff-holds";
import { isReset, resetProfile, restoreProfile } from "./staff-resets";
import { inOrder, noticeOf, untilOf } from "./staff-rules";

/** Penalties: giving, lifting and taking them back, in the audited transaction of the caller. */

export interface Sanction {
  /** The account it falls on; of a room, its creator. */
  uid: string;
  /** The room that it is about, if it is about one. */
  roomId?: string | null;
  caseId?: string | null;
  actions: readonly PenaltyAction[];
  /** For staff; it stays in the log. */
  reason: string;
  /** For the user, within the words of the notice; or "". */
  grounds: string;
  /** Instead of those words. */
  notice?: NoticeText | undefined;
}

/** What an undo needs to know. */
export interface Sanctioned {
  penaltyIds: string[];
  /** Penalties that were in force and are no more. */
  liftedIds: string[];
  notice: NoticeText;
}

const ABOUT_ROOM = new Set(["close_room", "reset_name"]);

function mustBePossible({ row }: HeldAccount, { roomId, actions }: Sanction): void {
  const aboutRoom = (kind: string) => ABOUT_ROOM.has(kind) && roomId;
  if (row.status === AccountState.deleted && !actions.every(({ kind }) => aboutRoom(kind)))
    throw new DomainError("refused", "账号已注销，无法处理");
  if (!roomId && actions.some(({ kind }) => kind === "reset_name"))
    throw new DomainError("refused", "没有可重置名称的活动");
}

/** Ends the bans in force. @returns their penalties */
async function lift(ctx: StaffWriteCtx, account: HeldAccount): Promise<string[]> {
  const ids = account.bans.map(({ penaltyId }) => penaltyId);
  await ctx.db.penalty.updateMany({
    where: { penaltyId: { in: ids } },
    data: { liftedTime: ctx.clock.now(), liftedById: ctx.staff.staffId },
  });
  account.bans = [];
  account.loose = [];
  return ids;
}

/** Does what changes profile or room. @returns what an undo puts back; undefined if there is nothing to do */
async function change(ctx: StaffWriteCtx, action: PenaltyAction, { uid, roomId, reason }: Sanction) {
  const { kind } = action;
  if (isReset(kind)) return { value: await resetProfile(ctx, { uid, kind, reason }) };
  if (kind === "reset_name") return roomId ? { value: await resetRoomName(ctx, roomId, reason) } : undefined;
  if (kind !== "close_room") return {};
  if (!roomId) return { rooms: await closeHostedRooms(ctx, uid, reason) };
  return (await closeRoomAsStaff(ctx, roomId, reason)) ? { rooms: [roomId] } : undefined;
}

/** Carries actions out and tells the user. @throws DomainError userUnknown, refused (account deleted) */
export async function sanction(ctx: StaffWriteCtx, order: Sanction): Promise<Sanctioned> {
  const { uid, actions, reason, grounds, roomId = null, caseId = null } = order;
  const { staffId } = ctx.staff;
  const createTime = ctx.clock.now();
  const account = await holdAccount(ctx, uid);
  mustBePossible(account, order);
  const before = holdJson(account.row);
  const penaltyIds: string[] = [];
  let liftedIds: string[] = [];
  let held = false;
  for (const action of inOrder(actions)) {
    const { kind } = action;
    if (kind === "lift") {
      liftedIds = await lift(ctx, account);
      held = true;
      continue;
    }
    const previous = await change(ctx, action, order);
    if (!previous) continue;
    const until = untilOf(action, createTime);
    const penaltyId = newId();
    const json = Object.keys(previous).length > 0 ? previous : Prisma.DbNull;
    const data = { penaltyId, uid, roomId, caseId, staffId, kind, reason, until, previous: json, createTime };
    await ctx.db.penalty.create({ data, select: { penaltyId: true } });
    penaltyIds.push(penaltyId);
    if (kind === "warn") ctx.audit.record({ action: "user.warn", targetType: "user", targetId: uid, reason });
    if (kind !== "limit" && kind !== "freeze") continue;
    held = true;
    account.bans.push({ penaltyId, kind, until });
    if (until) await ctx.queue.send(ctx, "penalty-end", {}, { startAfter: until });
  }
  if (held) {
    const after = holdJson(await writeHold(ctx, uid, [...account.bans, ...account.loose]));
    for (const kind of ["lift", "limit", "freeze"] as const)
      if (actions.some((action) => action.kind === kind))
        ctx.audit.record({ action: `user.${kind}`, targetType: "user", targetId: uid, reason, before, after });
    if (after.status === AccountState.frozen) await shutOut(ctx, uid);
  }
  const notice = order.notice ?? noticeOf(actions, grounds, createTime);
  if (account.row.status !== AccountState.deleted)
    await addMessage(ctx, { uid, originPushType: OriginPushType.official, ...notice, url: "" });
  return { penaltyIds, liftedIds, notice };
}

interface Undone {
  uid: string;
  kind: string;
  roomId: string | null;
  previous: unknown;
}

/** Puts back what a penalty took away. @returns a sentence for what stays as it is */
async function putBack(ctx: StaffWriteCtx, { uid, kind, roomId, previous }: Undone): Promise<string | undefined> {
  const { value } = (previous ?? {}) as { value?: string };
  if (kind === "warn") return "已发出的警告无法收回";
  if (kind === "close_room") return "已关闭的活动无法恢复";
  if (value === undefined) return undefined;
  if (isReset(kind)) {
    return (await restoreProfile(ctx, { uid, kind, value })) ? undefined : "用户已修改资料，未恢复原内容";
  }
  const restored = roomId !== null && (await restoreRoomName(ctx, roomId, value));
  return restored ? undefined : "活动名称已变更，未恢复原名称";
}

/**
 * Takes a sanction back as far as that can be: what it gave ends, what it lifted holds again unless its time is over.
 * @returns a sentence for each thing that stays as it is
 */
export async function takeBack(
  ctx: StaffWriteCtx,
  { uid, penaltyIds, liftedIds, reason }: { uid: string; penaltyIds: string[]; liftedIds: string[]; reason: string },
): Promise<string[]> {
  const now = ctx.clock.now();
  const account = await holdAccount(ctx, uid);
  const before = holdJson(account.row);
  const given = await ctx.db.penalty.findMany({
    where: { penaltyId: { in: penaltyIds }, liftedTime: null },
    select: { uid: true, kind: true, roomId: true, previous: true },
  });
  await ctx.db.penalty.updateMany({
    where: { penaltyId: { in: penaltyIds }, liftedTime: null },
    data: { liftedTime: now, liftedById: ctx.staff.staffId },
  });
  await ctx.db.penalty.updateMany({
    where: { penaltyId: { in: liftedIds } },
    data: { liftedTime: null, liftedById: null },
  });
  const { bans } = await holdAccount(ctx, uid);
  const after = holdJson(await writeHold(ctx, uid, [...bans, ...account.loose]));
  if (after.status === AccountState.frozen) await shutOut(ctx, uid);
  const remaining: string[] = [];
  for (const penalty of given) {
    const stays = await putBack(ctx, penalty);
    if (stays) remaining.push(stays);
  }
  ctx.audit.record({ action: "user.lift", targetType: "user", targetId: uid, reason, before, after });
  return [...new Set(remaining)];
}
