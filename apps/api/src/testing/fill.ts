import { randomBytes } from "node:crypto";
import type { ProcessDeps } from "../deps";
import { hashToken, newId } from "../domains/account/rules";
import type { TestUser } from "./harness";

/** Things in quantity, put into the tables directly: many of them are not what a test is about. */

/** Where to put them. */
export interface Place {
  deps: Pick<ProcessDeps, "db" | "clock">;
}

const cover = "https://cdn.example.com/cover.jpg";
const ids = (total: number) => Array.from({ length: total }, newId);

/** So many users with profiles, none of them signed in. @returns their uids */
export async function fillUsers({ deps: { db, clock } }: Place, total: number): Promise<string[]> {
  const uids = ids(total);
  const now = clock.now();
  await db.account.createMany({
    data: uids.map((uid) => ({ uid, mobile: `+${uid}`, createTime: now, lastActiveTime: now })),
  });
  await db.profile.createMany({
    data: uids.map((uid) => ({ uid, nickname: "用户", avatar: cover, createTime: now, updateTime: now })),
  });
  return uids;
}

/** Lets the user have blocked all of these, hold their cards, and have a message from each. */
export async function fillPeople({ deps: { db, clock } }: Place, { uid }: TestUser, others: string[]): Promise<void> {
  const now = clock.now();
  await db.block.createMany({ data: others.map((blockedUid) => ({ uid, blockedUid, createTime: now })) });
  await db.card.createMany({
    data: others.map((senderUid) => ({ senderUid, holderUid: uid, sendTime: now, heldSince: now })),
  });
  await db.message.createMany({
    data: others.map((originUid) => ({
      uid,
      originUid,
      originPushType: 2,
      title: "你好",
      content: "",
      createTime: now,
    })),
  });
}

/** A club with all of these as its members. @returns its id */
export async function fillClub({ deps: { db, clock } }: Place, uids: string[]): Promise<string> {
  const [clubId, now] = [newId(), clock.now()];
  const members = { createMany: { data: uids.map((uid) => ({ uid, joinTime: now })) } };
  const data = { clubId, uid: uids[0] ?? "", name: "圈子", cover, memberTotal: uids.length, createTime: now, members };
  await db.club.create({ data, select: { clubId: true } });
  return clubId;
}

export interface FilledRoom {
  name?: string;
  clubId?: string;
  inviteOnly?: boolean;
}

/** An open room with all of these in it, the first as its host. @returns its id */
export async function fillRoom(
  { deps: { db, clock } }: Place,
  uids: string[],
  { name = "活动", clubId, inviteOnly = false }: FilledRoom = {},
): Promise<string> {
  const [roomId, now] = [newId(), clock.now()];
  const leaseUntil = new Date(now.getTime() + 3 * 3_600_000);
  const members = uids.map((uid, place) => ({
    uid,
    role: place === 0 ? 2 : 0,
    ruid: place + 1,
    joinTime: now,
    leaseUntil,
  }));
  const data = { roomId, uid: uids[0] ?? "", name, clubId: clubId ?? null, inviteOnly, createTime: now };
  await db.room.create({ data: { ...data, members: { createMany: { data: members } } }, select: { roomId: true } });
  return roomId;
}

/** An event in a minute with all of these as its members, started as a room if there is one. @returns its id */
export async function fillEvent({ deps: { db, clock } }: Place, uids: string[], roomId?: string): Promise<string> {
  const [eventId, now] = [newId(), clock.now()];
  const eventTime = new Date(now.getTime() + 60_000);
  const members = { createMany: { data: uids.map((uid, position) => ({ uid, position })) } };
  const data = { eventId, uid: uids[0] ?? "", name: "日程", eventTime, createTime: now, members };
  await db.event.create({ data: { ...data, roomId: roomId ?? null }, select: { eventId: true } });
  return eventId;
}

/** A WeChat session. @returns its token */
export async function fillVisitor({ deps: { db, clock } }: Place): Promise<string> {
  const [token, now] = [randomBytes(32).toString("hex"), clock.now()];
  const expireTime = new Date(now.getTime() + 30 * 86_400_000);
  await db.wechatSession.create({
    data: { tokenHash: hashToken(token), openid: "visitor", createTime: now, expireTime },
  });
  return token;
}
