import type { ClubResult } from "@chaoqer/contract/club";
import type { RoomPage, RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
let me: TestUser;
let other: TestUser;
beforeAll(async () => {
  test = await startTestApp();
  me = await test.user({ nickname: "主持" });
  other = await test.user({ nickname: "听众" });
});
afterAll(() => test.close());

const unknown = { http: 200, status: 0, result: 400000, message: "活动不存在" };

async function clubOf(creator: TestUser): Promise<ClubResult> {
  test.clock.advance({ seconds: 2 });
  const input = { name: "圈子", cover: "https://cdn.example.com/cover.jpg" };
  return (await creator.post<ClubResult>("/club", input)).result;
}

async function roomOf(creator: TestUser, params: Record<string, string | number> = { clubId: "" }) {
  test.clock.advance({ seconds: 2 });
  return (await creator.post<RoomResult>("/room", { name: "产品活动", ...params })).result;
}

async function listed(viewer: TestUser): Promise<string[]> {
  return (await viewer.get<RoomPage>("/room", { count: 100 })).result.list.map((item) => item.roomId);
}

describe("creating", () => {
  it("opens a room for all with an empty clubId, and its creator is the host from the start", async () => {
    const room = await roomOf(me);
    const profile = (await me.get(`/user/${me.uid}/profile`)).result;
    expect(room).toEqual({
      roomId: expect.stringMatching(/^[a-f0-9]{32}$/),
      uid: me.uid,
      name: "产品活动",
      inviteOnly: 0,
      createTime: test.clock.now().getTime(),
      memberTotal: 1,
      memberList: [profile],
    });
    const member = { roomId: room.roomId, uid: me.uid, role: 2, ruid: 1, leftTime: null };
    expect(await test.deps.db.roomMember.findMany({ where: { roomId: room.roomId } })).toMatchObject([member]);
    expect((await other.get(`/room/${room.roomId}`)).result).toEqual(room);
  });

  it("takes an empty name, and one of 100 characters, but no longer one", async () => {
    expect((await roomOf(me, { name: "", clubId: "" })).name).toBe("");
    expect((await roomOf(me, { name: ` ${"活".repeat(100)}\n`, clubId: "" })).name).toBe("活".repeat(100));
    const refused = { http: 200, status: 0, result: 0, message: "活动主题不能超过100个字" };
    expect(await me.post("/room", { name: "活".repeat(101), clubId: "" })).toMatchObject(refused);
    expect((await me.post("/room", { clubId: "" })).http).toBe(400);
  });

  it("needs a clubId, unless the room is private: then a clubId is ignored", async () => {
    expect((await me.post("/room", { name: "没有圈子" })).http).toBe(400);
    expect((await me.post("/room", { name: "没有圈子", inviteOnly: 0 })).http).toBe(400);
    const refused = { http: 200, status: 0, result: 0, message: "是否私密不正确" };
    expect(await me.post("/room", { name: "私密", inviteOnly: 2, clubId: "" })).toMatchObject(refused);
    for (const clubId of [undefined, "", "f".repeat(32)]) {
      const room = await roomOf(me, { inviteOnly: 1, ...(clubId !== undefined && { clubId }) });
      expect(room.inviteOnly).toBe(1);
      expect(room).not.toHaveProperty("clubId");
    }
  });

  it("collects a link in the name", async () => {
    const link = `https://example.com/${me.uid}`;
    await roomOf(me, { name: `来看 ${link}`, clubId: "" });
    expect(await test.deps.db.link.count({ where: { link } })).toBe(1);
  });

  it("of a club's room is for its members", async () => {
    const club = await clubOf(me);
    const room = await roomOf(me, { clubId: club.clubId });
    expect(room).toMatchObject({ clubId: club.clubId, clubResult: { ...club, joined: 1 }, inviteOnly: 0 });
    const refused = { http: 200, status: 0, result: 500000, message: "圈子不存在" };
    for (const clubId of [club.clubId, "f".repeat(32), "no id", "\u0000"]) {
      expect(await other.post("/room", { name: "闯入", clubId })).toMatchObject(refused);
    }
  });
});

describe("who sees a room", () => {
  it("open: everybody", async () => {
    const { roomId } = await roomOf(me);
    expect(await other.get(`/room/${roomId}`)).toMatchObject({ status: 1, result: { roomId } });
    expect(await listed(other)).toContain(roomId);
  });

  it("club: the club's members, also who joins later, until they leave", async () => {
    const { clubId } = await clubOf(me);
    const { roomId } = await roomOf(me, { clubId });
    expect(await other.get(`/room/${roomId}`)).toMatchObject(unknown);
    expect(await listed(other)).not.toContain(roomId);
    await other.post(`/club/${clubId}/join`);
    const seen = (await other.get<RoomResult>(`/room/${roomId}`)).result;
    expect(seen.clubResult).toMatchObject({ clubId, memberTotal: 2, joined: 1 });
    expect(await listed(other)).toContain(roomId);
    await other.post(`/club/${clubId}/leave`);
    expect(await other.get(`/room/${roomId}`)).toMatchObject(unknown);
  });

  it("private: its creator, who was invited, and who is in it", async () => {
    const guest = await test.user();
    const { roomId } = await roomOf(me, { inviteOnly: 1 });
    expect(await me.get(`/room/${roomId}`)).toMatchObject({ status: 1 });
    expect(await listed(me)).toContain(roomId);
    for (const stranger of [other, guest]) {
      expect(await stranger.get(`/room/${roomId}`)).toMatchObject(unknown);
      expect(await listed(stranger)).not.toContain(roomId);
    }
    const now = test.clock.now();
    const invite = { roomId, uid: other.uid, fromUid: me.uid, sendTime: now, createTime: now };
    await test.deps.db.roomInvite.create({ data: invite });
    const leaseUntil = new Date(now.getTime() + 60_000);
    const member = { roomId, uid: guest.uid, role: 0, ruid: 9, joinTime: now, leaseUntil };
    await test.deps.db.roomMember.create({ data: member });
    for (const viewer of [other, guest]) {
      expect(await viewer.get(`/room/${roomId}`)).toMatchObject({ status: 1, result: { roomId, inviteOnly: 1 } });
      expect(await listed(viewer)).toContain(roomId);
    }
    test.clock.advance({ minutes: 1 });
    expect(await guest.get(`/room/${roomId}`)).toMatchObject(unknown);
  });

  it("closed: nobody; an id nobody has: the same", async () => {
    const { roomId } = await roomOf(me);
    await me.post(`/room/${roomId}/close`);
    for (const viewer of [me, other]) {
      expect(await viewer.get(`/room/${roomId}`)).toMatchObject(unknown);
      expect(await listed(viewer)).not.toContain(roomId);
    }
    expect(await me.get(`/room/${"0".repeat(32)}`)).toMatchObject(unknown);
    expect((await me.get("/room/123")).http).toBe(404);
  });
});

describe("members", () => {
  it("are at most 6: hosts, then speakers, then audience, each by when they joined; all are counted", async () => {
    const { roomId } = await roomOf(me);
    const now = test.clock.now().getTime();
    const roles = [0, 1, 2, 0, 1, 0, 2, 1];
    const joined = await Promise.all(roles.map(() => test.user()));
    await test.deps.db.roomMember.createMany({
      data: joined.map(({ uid }, index) => {
        const joinTime = new Date(now - index);
        return { roomId, uid, role: roles[index] ?? 0, ruid: index + 2, joinTime, leaseUntil: new Date(now + 60_000) };
      }),
    });
    const room = (await other.get<RoomResult>(`/room/${roomId}`)).result;
    expect(room.memberTotal).toBe(9);
    const order = [6, 2].map((index) => joined[index]?.uid);
    const speakers = [7, 4, 1].map((index) => joined[index]?.uid);
    expect(room.memberList.map((profile) => profile.uid)).toEqual([...order, me.uid, ...speakers]);
  });

  it("are profiles as the viewer sees them", async () => {
    const { roomId } = await roomOf(me);
    await other.post(`/user/${me.uid}/block`);
    await other.post(`/user/${me.uid}/card`);
    const seen = (await other.get<RoomResult>(`/room/${roomId}`)).result;
    expect(seen.memberList).toMatchObject([{ uid: me.uid, blocked: 1, sendCard: 1, cardTotal: 1 }]);
    expect((await me.get<RoomResult>(`/room/${roomId}`)).result.memberList).toMatchObject([
      { blocked: 0, sendCard: 0 },
    ]);
    await other.delete(`/user/${me.uid}/block`);
  });
});
