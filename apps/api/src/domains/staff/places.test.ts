import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fillClub, fillEvent, fillRoom, fillUsers } from "../../testing/fill";
import { startTestApp, type TestApp } from "../../testing/harness";
import { type TestStaff, testStaff } from "../../testing/staff";

/** Rooms, clubs and events at the console. */

let test: TestApp;
let moderator: TestStaff;
const reason = "违反规范";

beforeAll(async () => {
  test = await startTestApp();
  moderator = await testStaff(test, "moderator");
});
afterAll(() => test.close());

it("finds rooms and closes them", async () => {
  const user = await test.user();
  const { roomId } = (await user.post<RoomResult>("/room", { name: "聊天室一号", clubId: "" })).result;
  moderator = await testStaff(test, "moderator");
  const found = await moderator.call.rooms.search({ search: "聊天室" });
  expect(found.list).toMatchObject([{ roomId, open: 1, memberTotal: 1, creator: { uid: user.uid } }]);
  const before = await moderator.call.rooms.get({ roomId });
  expect(before).toMatchObject({ members: [{ uid: user.uid, role: 2 }], history: [] });
  await moderator.call.rooms.close({ roomId, reason, notice: { title: "关闭", content: "违规" } });
  expect((await user.get(`/room/${roomId}`)).result).toBe(400000);
  const closed = await moderator.call.rooms.search({ search: user.uid, state: "closed" });
  expect(closed.list).toMatchObject([{ roomId, open: 0, closeReason: "staff", memberTotal: 0 }]);
  const { history } = await moderator.call.rooms.get({ roomId });
  expect(history).toMatchObject([{ action: "room.close", reason, staff: { staffId: moderator.staffId } }]);
  await expect(moderator.call.rooms.close({ roomId, reason })).rejects.toMatchObject({ code: "roomUnknown" });
  expect(await test.deps.db.message.count({ where: { uid: user.uid, title: "关闭" } })).toBe(1);
});

it("dissolves clubs with their rooms", async () => {
  const user = await test.user();
  const club = await user.post<{ clubId: string }>("/club", { name: "坏圈子", cover: "https://x.example/c.png" });
  const { clubId } = club.result;
  const { roomId } = (await user.post<RoomResult>("/room", { name: "", clubId })).result;
  expect((await moderator.call.clubs.search({ search: "坏圈" })).list).toMatchObject([{ clubId, memberTotal: 1 }]);
  await moderator.call.clubs.dissolve({ clubId, reason });
  expect((await user.get(`/club/${clubId}`)).result).toBe(500000);
  expect((await user.get(`/room/${roomId}`)).result).toBe(400000);
  expect((await moderator.call.clubs.search({ search: clubId })).list).toEqual([]);
  expect((await moderator.call.clubs.search({ search: clubId, state: "dissolved" })).list).toHaveLength(1);
});

it("deletes events", async () => {
  const user = await test.user();
  const input = { name: "坏日程", eventTime: test.clock.now().getTime() + 3_600_000, memberUidList: [user.uid] };
  const { eventId } = (await user.post<{ eventId: string }>("/event", input)).result;
  expect((await moderator.call.events.search({ search: "坏日" })).list).toMatchObject([{ eventId, memberTotal: 1 }]);
  await moderator.call.events.remove({ eventId, reason });
  expect((await user.get(`/event/${eventId}`)).result).toBe(600000);
  await expect(moderator.call.events.remove({ eventId, reason })).rejects.toMatchObject({ code: "eventUnknown" });
});

it("shows a club with its open rooms, and who is in it page by page, each with one statement", async () => {
  const uids = await fillUsers(test, 5);
  const [first = "", second = ""] = uids;
  await test.deps.db.account.update({ where: { uid: second }, data: { status: -2 } });
  const clubId = await fillClub(test, uids);
  const roomId = await fillRoom(test, uids.slice(0, 2), { name: "圈内", clubId });
  await moderator.call.auth.me();
  const statements = await test.statements(async () => {
    expect(await moderator.call.clubs.get({ clubId })).toMatchObject({
      creator: { uid: first, nickname: "用户" },
      memberTotal: 5,
      rooms: [{ roomId, name: "圈内", memberTotal: 2 }],
      roomTotal: 1,
      history: [],
    });
  });
  expect(statements).toHaveLength(2);
  const members: { uid: string; status: number }[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await moderator.call.clubs.members({ clubId, count: 2, ...(after && { after }) });
    members.push(...page.list);
    after = page.next;
  }
  expect(members.map(({ uid }) => uid).sort()).toEqual([...uids].sort());
  expect(members.filter(({ status }) => status === -2)).toMatchObject([{ uid: second }]);

  await moderator.call.clubs.dissolve({ clubId, reason });
  expect(await moderator.call.clubs.get({ clubId })).toMatchObject({
    dissolvedTime: test.clock.now().getTime(),
    memberTotal: 0,
    rooms: [],
    roomTotal: 1,
    history: [{ action: "club.dissolve", reason, staff: { staffId: moderator.staffId } }],
  });
  expect(await moderator.call.clubs.members({ clubId })).toEqual({ list: [], next: null });
  const nowhere = moderator.call.clubs.get({ clubId: "0".repeat(32) });
  await expect(nowhere).rejects.toMatchObject({ code: "clubUnknown" });
});

it("shows an event with its guests in order, its room, and what staff did, with one statement", async () => {
  const uids = await fillUsers(test, 3);
  const roomId = await fillRoom(test, uids, { name: "开始了" });
  const [planned, started] = [await fillEvent(test, uids), await fillEvent(test, uids, roomId)];
  await moderator.call.auth.me();
  const statements = await test.statements(async () => {
    expect(await moderator.call.events.get({ eventId: started })).toMatchObject({
      creator: { uid: uids[0] },
      members: uids.map((uid) => ({ uid, nickname: "用户", status: 1 })),
      room: { roomId, name: "开始了", open: 1, memberTotal: 3 },
      history: [],
    });
  });
  expect(statements).toHaveLength(2);
  await moderator.call.events.remove({ eventId: planned, reason });
  expect(await moderator.call.events.get({ eventId: planned })).toMatchObject({
    room: null,
    deletedTime: test.clock.now().getTime(),
    history: [{ action: "event.delete", reason, staff: { staffId: moderator.staffId } }],
  });
  const nothing = moderator.call.events.get({ eventId: "0".repeat(32) });
  await expect(nothing).rejects.toMatchObject({ code: "eventUnknown" });
});
