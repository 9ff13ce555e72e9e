import type { RoomPage, RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HANDLERS } from "../../jobs/handlers";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { closeClubRooms, removeFromRooms } from "./presence";

/** Everything here is by the clock: no job has run unless a test says so. */

let test: TestApp;
let host: TestUser;
let speaker: TestUser;
let second: TestUser;
let listener: TestUser;
let roomId: string;
beforeAll(async () => {
  test = await startTestApp();
  [host, speaker, second, listener] = (await Promise.all([1, 2, 3, 4].map(() => test.user()))) as [
    TestUser,
    TestUser,
    TestUser,
    TestUser,
  ];
});
afterAll(() => test.close());

beforeEach(async () => {
  test.clock.advance({ hours: 4 });
  await sweep();
  roomId = (await host.post<RoomResult>("/room", { name: "活动", clubId: "" })).result.roomId;
});

const sweep = () => HANDLERS["room-sweep"](test.deps, { id: "sweep", data: {} });
const token = (user: TestUser) => user.post(`/room/${roomId}/token`);
const get = (user: TestUser) => user.get<RoomResult>(`/room/${roomId}`);
const promote = (user: TestUser, role: number) =>
  test.deps.db.roomMember.update({ where: { roomId_uid: { roomId, uid: user.uid } }, data: { role } });
const stored = () => test.deps.db.room.findUniqueOrThrow({ where: { roomId } });
const present = async () => {
  const where = { roomId, leftTime: null };
  const members = await test.deps.db.roomMember.findMany({ where });
  return Object.fromEntries(members.map((member) => [member.uid, member.role]));
};
const minutesLater = (minutes: number) => new Date(test.clock.now().getTime() + minutes * 60_000);

/** Each joins one minute after the one before; the host's own lease begins with the first. */
async function gather(...users: TestUser[]): Promise<void> {
  for (const user of users) {
    await token(user);
    test.clock.advance({ minutes: 1 });
  }
}

describe("a lease", () => {
  it("of the creator's lasts 10 minutes, to the millisecond", async () => {
    test.clock.advance({ minutes: 10, ms: -1 });
    expect((await get(listener)).result.memberTotal).toBe(1);
    test.clock.advance({ ms: 1 });
    expect((await get(host)).result).toBe(400000);
  });

  it("from a token lasts 3 hours, and each further token starts them again", async () => {
    await token(host);
    await token(listener);
    test.clock.advance({ hours: 2 });
    await token(host);
    test.clock.advance({ hours: 1, ms: -1 });
    expect((await get(host)).result.memberTotal).toBe(2);
    test.clock.advance({ ms: 1 });
    const { memberTotal, memberList } = (await get(host)).result;
    expect({ memberTotal, uids: memberList.map((profile) => profile.uid) }).toEqual({
      memberTotal: 1,
      uids: [host.uid],
    });
    const list = (await listener.get<RoomPage>("/room", { count: 10 })).result.list;
    expect(list.map((item) => item.roomResult.memberTotal)).toEqual([1]);
    expect(await present()).toEqual({ [host.uid]: 2, [listener.uid]: 0 });
  });

  it("that ended makes no member: no invite, no closing", async () => {
    await gather(speaker, second);
    await promote(speaker, 2);
    test.clock.advance({ minutes: 8 });
    expect((await get(host)).status).toBe(1);
    expect((await host.post(`/room/${roomId}/close`)).http).toBe(403);
    expect((await host.post(`/room/${roomId}/invite/${listener.uid}`)).http).toBe(403);
    expect((await speaker.post(`/room/${roomId}/close`)).status).toBe(1);
  });
});

describe("when the last host's lease ends", () => {
  it("the earliest speaker is host", async () => {
    await gather(listener, speaker, second);
    await promote(second, 1);
    await promote(speaker, 1);
    test.clock.advance({ minutes: 30 });
    expect((await get(listener)).result.memberList.map((profile) => profile.uid)).toEqual(
      [speaker, second, listener].map((user) => user.uid),
    );
    expect((await second.post(`/room/${roomId}/close`)).http).toBe(403);
    await speaker.post(`/user/${host.uid}/block`);
    expect((await token(host)).result).toBe(400001);
    await speaker.delete(`/user/${host.uid}/block`);
    expect((await speaker.post(`/room/${roomId}/close`)).status).toBe(1);
    expect(await stored()).toMatchObject({ closeReason: "host" });
  });

  it("another host stays, and no speaker is raised", async () => {
    await gather(speaker, second);
    await promote(speaker, 1);
    await promote(second, 2);
    test.clock.advance({ minutes: 8 });
    await sweep();
    expect(await present()).toEqual({ [speaker.uid]: 1, [second.uid]: 2 });
  });

  it("the room is closed if no speaker is there, to everybody and for good", async () => {
    await gather(listener);
    test.clock.advance({ minutes: 30 });
    for (const user of [host, listener]) {
      expect((await get(user)).result).toBe(400000);
      expect((await token(user)).result).toBe(400000);
      expect((await user.post(`/room/${roomId}/cache`)).result).toBe(400000);
      expect((await user.post(`/room/${roomId}/close`)).result).toBe(400000);
      expect((await user.post(`/room/${roomId}/invite/${speaker.uid}`)).result).toBe(400000);
      expect((await user.get<RoomPage>("/room", { count: 10 })).result.list).toEqual([]);
    }
    expect(await stored()).toMatchObject({ closedTime: null });
  });

  it("a speaker whose own lease has ended does not count, and the next one is host", async () => {
    await gather(speaker);
    await promote(speaker, 1);
    test.clock.advance({ minutes: 8 });
    await gather(second);
    await promote(second, 1);
    test.clock.advance({ hours: 2, minutes: 50 });
    await sweep();
    expect(await present()).toEqual({ [second.uid]: 2 });
  });
});

describe("the jobs", () => {
  it("write down what the clock has decided, as of when it happened", async () => {
    const end = minutesLater(10);
    await gather(listener, speaker);
    await promote(speaker, 1);
    test.clock.advance({ minutes: 30 });
    await test.runJobs({ early: true });
    expect(await present()).toEqual({ [listener.uid]: 0, [speaker.uid]: 2 });
    const where = { roomId_uid: { roomId, uid: host.uid } };
    expect(await test.deps.db.roomMember.findUnique({ where })).toMatchObject({ leftTime: end, role: 2 });

    const { leaseUntil } = await test.deps.db.roomMember.findUniqueOrThrow({
      where: { roomId_uid: { roomId, uid: speaker.uid } },
    });
    test.clock.advance({ hours: 5 });
    await test.runJobs({ early: true });
    expect(await stored()).toMatchObject({ closedTime: leaseUntil, closeReason: "empty" });
    expect(await present()).toEqual({});
    await test.runJobs();
    const kicks = await test.sandbox.inspect("agora");
    expect(kicks.filter((kick) => kick.cname === roomId)).toMatchObject([{ privileges: ["join_channel"], minutes: 0 }]);
  });

  it("leave alone what is not due", async () => {
    await gather(listener);
    await test.runJobs({ early: true });
    await sweep();
    expect(await present()).toEqual({ [host.uid]: 2, [listener.uid]: 0 });
    expect(await stored()).toMatchObject({ closedTime: null });
  });

  it("the sweep alone does it as well, for many rooms in one round", async () => {
    const now = test.clock.now();
    const rooms = Array.from({ length: 250 }, (_, index) => index.toString(16).padStart(32, "0"));
    const data = rooms.map((id) => ({ roomId: id, uid: host.uid, name: "", createTime: now }));
    await test.deps.db.room.createMany({ data });
    await test.deps.db.roomMember.createMany({
      data: rooms.map((id) => ({ roomId: id, uid: host.uid, role: 2, ruid: 1, joinTime: now, leaseUntil: now })),
    });
    await sweep();
    const where = { roomId: { in: rooms }, closeReason: "empty", closedTime: now };
    expect(await test.deps.db.room.count({ where })).toBe(250);
    await test.deps.db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'agora-kick'`;
  });
});

describe("taking a user out of all their rooms", () => {
  it("hands each room on or closes it, and drops them from the sound", async () => {
    await gather(speaker);
    await promote(speaker, 1);
    const other = (await host.post<RoomResult>("/room", { name: "另一个", clubId: "" })).result.roomId;
    const foreign = (await second.post<RoomResult>("/room", { name: "别人的", clubId: "" })).result.roomId;
    await removeFromRooms(test.deps, host.uid, 60);
    expect(await present()).toEqual({ [speaker.uid]: 2 });
    expect((await get(listener)).result.memberList.map((profile) => profile.uid)).toEqual([speaker.uid]);
    const now = test.clock.now();
    const states = await test.deps.db.room.findMany({ where: { roomId: { in: [other, foreign] } } });
    expect(Object.fromEntries(states.map((room) => [room.roomId, room.closeReason]))).toEqual({
      [other]: "empty",
      [foreign]: null,
    });
    expect(states.find((room) => room.roomId === other)?.closedTime).toEqual(now);
    await test.runJobs();
    const kicks = (await test.sandbox.inspect("agora")).filter((kick) => [roomId, other].includes(String(kick.cname)));
    expect(kicks).toHaveLength(3);
    expect(kicks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ cname: roomId, uid: 1, minutes: 60 }),
        expect.objectContaining({ cname: other, uid: 1, minutes: 60 }),
        expect.objectContaining({ cname: other, uid: null, minutes: 0 }),
      ]),
    );
    await removeFromRooms(test.deps, host.uid);
    await test.runJobs();
    expect((await test.sandbox.inspect("agora")).filter((kick) => kick.cname === roomId)).toHaveLength(1);
  });
});

describe("closing a club's rooms", () => {
  it("closes them all, and no others", async () => {
    const club = { name: "圈子", cover: "https://cdn.example.com/cover.jpg" };
    const { clubId } = (await host.post<{ clubId: string }>("/club", club)).result;
    const own = (await host.post<RoomResult>("/room", { name: "圈子的", clubId })).result.roomId;
    await closeClubRooms(test.deps, clubId);
    expect(await test.deps.db.room.findUnique({ where: { roomId: own } })).toMatchObject({ closeReason: "club" });
    expect(await stored()).toMatchObject({ closedTime: null });
  });
});
