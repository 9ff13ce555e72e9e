import { createHmac } from "node:crypto";
import type { ClubResult } from "@chaoqer/contract/club";
import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
let host: TestUser;
let guest: TestUser;
beforeAll(async () => {
  test = await startTestApp();
  host = await test.user({ nickname: "主持" });
  guest = await test.user({ nickname: "客人" });
});
afterAll(() => test.close());

const unknown = { http: 200, status: 0, result: 400000, message: "活动不存在" };
const blocked = { http: 200, status: 0, result: 400001, message: "无法加入此活动(有主持人拉黑了你)" };
const uninvited = { http: 200, status: 0, result: 400001, message: "无法加入此活动(需要受邀才能加入)" };

async function roomOf(creator: TestUser, params: Record<string, string | number> = { clubId: "" }): Promise<string> {
  test.clock.advance({ seconds: 2 });
  return (await creator.post<RoomResult>("/room", { name: "活动", ...params })).result.roomId;
}

const tokenOf = (user: TestUser, roomId: string) =>
  user.post<{ roomId: string; token: string }>(`/room/${roomId}/token`);

const memberOf = (user: TestUser, roomId: string) =>
  test.deps.db.roomMember.findUnique({ where: { roomId_uid: { roomId, uid: user.uid } } });

/** Takes a 006 token apart: "006", the app id, and in base64 the signature, two checksums and the signed message. */
function decode(token: string) {
  const content = Buffer.from(token.slice(35), "base64");
  const signature = content.subarray(2, 2 + content.readUInt16LE(0));
  let at = 2 + signature.length + 8;
  const message = content.subarray(at + 2, at + 2 + content.readUInt16LE(at));
  at = 10;
  const privileges: Record<number, number> = {};
  for (let left = message.readUInt16LE(8); left > 0; left--) {
    privileges[message.readUInt16LE(at)] = message.readUInt32LE(at + 2);
    at += 6;
  }
  return { version: token.slice(0, 3), appId: token.slice(3, 35), signature, message, privileges };
}

describe("the token", () => {
  it("opens the room's channel for whichever uid, to listen and to speak, for 24 hours", async () => {
    const roomId = await roomOf(host);
    const { http, result } = await tokenOf(guest, roomId);
    expect(http).toBe(200);
    expect(Object.keys(result).sort()).toEqual(["roomId", "token"]);
    expect(result.roomId).toBe(roomId);
    const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = test.deps.env;
    const { version, appId, signature, message, privileges } = decode(result.token);
    expect({ version, appId }).toEqual({ version: "006", appId: AGORA_APP_ID });
    const until = Math.floor(test.clock.now().getTime() / 1000) + 86_400;
    expect(privileges).toEqual({ 1: until, 2: until, 3: until, 4: until });
    const sign = (channel: string) =>
      createHmac("sha256", AGORA_APP_CERTIFICATE).update(`${AGORA_APP_ID}${channel}`).update(message).digest("hex");
    expect(signature.toString("hex")).toBe(sign(roomId));
    expect(signature.toString("hex")).not.toBe(sign("another"));
  });

  it("is asked for with GET too, again and again, and by limited accounts", async () => {
    const roomId = await roomOf(host);
    expect(await guest.get(`/room/${roomId}/token`)).toMatchObject({ status: 1, result: { roomId } });
    expect(await tokenOf(guest, roomId)).toMatchObject({ status: 1 });
    expect(await tokenOf(guest, roomId)).toMatchObject({ status: 1 });
    const limited = await test.user();
    await test.deps.db.account.update({ where: { uid: limited.uid }, data: { status: -1 } });
    expect(await tokenOf(limited, roomId)).toMatchObject({ status: 1 });
  });
});

describe("asking for it is joining", () => {
  it("as audience, with an integer of one's own", async () => {
    const roomId = await roomOf(host);
    await tokenOf(guest, roomId);
    const second = await test.user();
    await tokenOf(second, roomId);
    expect(await memberOf(guest, roomId)).toMatchObject({ role: 0, ruid: 2, joinTime: test.clock.now() });
    expect(await memberOf(second, roomId)).toMatchObject({ role: 0, ruid: 3 });
    const { memberTotal, memberList } = (await guest.get<RoomResult>(`/room/${roomId}`)).result;
    expect(memberTotal).toBe(3);
    expect(memberList.map((profile) => profile.uid).slice(0, 1)).toEqual([host.uid]);
    expect(new Set(memberList.map((profile) => profile.uid))).toEqual(new Set([host.uid, guest.uid, second.uid]));
  });

  it("a member stays what they are and since when; who comes back is new, but for the integer", async () => {
    const roomId = await roomOf(host);
    await tokenOf(host, roomId);
    await tokenOf(guest, roomId);
    const joinTime = test.clock.now();
    const where = { roomId_uid: { roomId, uid: guest.uid } };
    await test.deps.db.roomMember.update({ where, data: { role: 1, muted: true, tool: "icon" } });
    test.clock.advance({ hours: 1 });
    await tokenOf(host, roomId);
    await tokenOf(guest, roomId);
    expect(await memberOf(host, roomId)).toMatchObject({ role: 2, ruid: 1 });
    expect(await memberOf(guest, roomId)).toMatchObject({ role: 1, ruid: 2, joinTime, muted: true, epoch: 2 });
    test.clock.advance({ hours: 2, minutes: 30 });
    await tokenOf(host, roomId);
    await tokenOf(await test.user(), roomId);
    test.clock.advance({ hours: 1 });
    await tokenOf(guest, roomId);
    const returned = { role: 0, ruid: 2, joinTime: test.clock.now(), muted: false, tool: null, leftTime: null };
    expect(await memberOf(guest, roomId)).toMatchObject({ ...returned, epoch: 3 });
  });

  it("the creator who comes back while others host is audience", async () => {
    const roomId = await roomOf(host);
    await tokenOf(guest, roomId);
    const where = { roomId_uid: { roomId, uid: guest.uid } };
    await test.deps.db.roomMember.update({ where, data: { role: 2 } });
    test.clock.advance({ minutes: 10 });
    expect((await tokenOf(host, roomId)).status).toBe(1);
    expect(await memberOf(host, roomId)).toMatchObject({ role: 0, ruid: 1 });
  });
});

describe("who may not", () => {
  it("whom a host has blocked, as long as that host is there", async () => {
    const roomId = await roomOf(host);
    const cohost = await test.user();
    await tokenOf(cohost, roomId);
    await cohost.post(`/user/${guest.uid}/block`);
    expect(await tokenOf(guest, roomId)).toMatchObject({ status: 1 });
    const where = { roomId_uid: { roomId, uid: cohost.uid } };
    await test.deps.db.roomMember.update({ where, data: { role: 2 } });
    expect(await tokenOf(guest, roomId)).toMatchObject(blocked);
    await test.deps.db.roomMember.update({ where, data: { role: 1 } });
    expect(await tokenOf(guest, roomId)).toMatchObject({ status: 1 });
    await test.deps.db.roomMember.update({ where, data: { role: 2 } });
    test.clock.advance({ minutes: 9 });
    await tokenOf(host, roomId);
    test.clock.advance({ hours: 2, minutes: 55 });
    expect(await tokenOf(guest, roomId)).toMatchObject({ status: 1 });
  });

  it("who is not invited to a private room", async () => {
    const roomId = await roomOf(host, { inviteOnly: 1 });
    expect(await tokenOf(guest, roomId)).toMatchObject(uninvited);
    expect(await memberOf(guest, roomId)).toBeNull();
    const now = test.clock.now();
    const invite = { roomId, uid: guest.uid, fromUid: host.uid, sendTime: now, createTime: now };
    await test.deps.db.roomInvite.create({ data: invite });
    expect(await tokenOf(guest, roomId)).toMatchObject({ status: 1 });
  });

  it("who is not in the club: to them the room does not exist, blocked or not", async () => {
    const input = { name: "圈子", cover: "https://cdn.example.com/cover.jpg" };
    const { clubId } = (await host.post<ClubResult>("/club", input)).result;
    const roomId = await roomOf(host, { clubId });
    const stranger = await test.user();
    expect(await tokenOf(stranger, roomId)).toMatchObject(unknown);
    await host.post(`/user/${stranger.uid}/block`);
    expect(await tokenOf(stranger, roomId)).toMatchObject(unknown);
    await stranger.post(`/club/${clubId}/join`);
    expect(await tokenOf(stranger, roomId)).toMatchObject(blocked);
    await host.delete(`/user/${stranger.uid}/block`);
    expect(await tokenOf(stranger, roomId)).toMatchObject({ status: 1 });
  });

  it("anybody, once it is closed or where there is none", async () => {
    const roomId = await roomOf(host);
    await host.post(`/room/${roomId}/close`);
    for (const user of [host, guest]) expect(await tokenOf(user, roomId)).toMatchObject(unknown);
    expect(await tokenOf(guest, "0".repeat(32))).toMatchObject(unknown);
  });
});
