import { RoomRole } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { hasBlocked } from "../user/reads";
import type { Act } from "./acts";
import type { Entry } from "./log";
import { crowned, type RoomCtx } from "./presence";
import { offLive } from "./shows";

/** Who comes onto the stage and goes from it. Each answers what is to be told. */

/** Sets columns of one who is in the room. */
async function set(
  tx: RoomCtx,
  roomId: string,
  uid: string,
  data: Parameters<RoomCtx["db"]["roomMember"]["update"]>[0]["data"],
) {
  await tx.db.roomMember.update({ where: { roomId_uid: { roomId, uid } }, data, select: { uid: true } });
}

/** A hand stays where it is in the queue however often it is raised. */
export async function raiseHand(tx: RoomCtx, { roomId, me }: Act): Promise<Entry[]> {
  if (me.handTime) return [];
  await set(tx, roomId, me.uid, { handTime: tx.clock.now() });
  return [{ frame: { event: "invite", sender: me.uid, action: "request" }, to: "hosts" }];
}

export async function lowerHand(tx: RoomCtx, { roomId, me }: Act): Promise<Entry[]> {
  if (!me.handTime) return [];
  await set(tx, roomId, me.uid, { handTime: null });
  return [{ frame: { event: "invite", sender: me.uid, action: "cancel" }, to: "hosts" }];
}

/** To whom has blocked the host nothing is said. */
export async function invite(tx: RoomCtx, { roomId, me, target }: Act): Promise<Entry[]> {
  if (!target || (await hasBlocked(tx, target.uid, me.uid))) return [];
  await set(tx, roomId, target.uid, { invitedTime: tx.clock.now(), handTime: null });
  const frame = { event: "invite", sender: me.uid, action: "response", data: target.uid } as const;
  return [
    { frame, to: target.uid },
    { frame, to: "hosts" },
  ];
}

async function hosts(tx: RoomCtx, roomId: string): Promise<number> {
  return tx.db.roomMember.count({ where: { roomId, leftTime: null, role: RoomRole.host } });
}

/** Down to the audience, which takes what one shows with it. The last host goes only if a speaker can take over. */
async function demote(tx: RoomCtx, { roomId, me, target }: Act, was: RoomRole, uid: string): Promise<Entry[]> {
  const where = { roomId, leftTime: null, role: RoomRole.speaker };
  const last = was === RoomRole.host && (await hosts(tx, roomId)) === 1;
  if (last && (await tx.db.roomMember.count({ where })) === 0)
    throw new DomainError("refused", "活动需要至少一位主持人");
  const nothing = { muted: false, tool: null, toolUntil: null, handTime: null, invitedTime: null };
  await tx.db.$executeRaw`UPDATE room_members SET tool_data = NULL WHERE room_id = ${roomId} AND uid = ${uid}`;
  await set(tx, roomId, uid, { role: RoomRole.audience, ...nothing });
  const frame = { event: "role", sender: me.uid, action: RoomRole.audience, data: target?.uid ?? uid } as const;
  return [{ frame, was }, ...(await offLive(tx, roomId, uid))];
}

export async function setRole(tx: RoomCtx, act: Act, role: RoomRole): Promise<Entry[]> {
  const { roomId, me, target } = act;
  const uid = target?.uid ?? me.uid;
  if (role === RoomRole.audience) return demote(tx, act, target?.role ?? me.role, uid);
  if (role === RoomRole.speaker) {
    if (!me.invitedTime) throw new DomainError("refused", "需要主持人邀请才能发言");
    await set(tx, roomId, uid, { role, handTime: null, invitedTime: null });
    return [{ frame: { event: "role", sender: me.uid, action: role, data: uid }, was: RoomRole.audience }];
  }
  await set(tx, roomId, uid, { role });
  return crowned(tx, roomId, uid, me.uid);
}

export async function mute(tx: RoomCtx, { roomId, me, target }: Act, muted: boolean): Promise<Entry[]> {
  const uid = target?.uid ?? me.uid;
  await set(tx, roomId, uid, { muted });
  return [{ frame: { event: "mute", sender: me.uid, action: muted ? 1 : 0, data: uid } }];
}
