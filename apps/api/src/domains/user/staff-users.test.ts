import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/harness";
import { type TestStaff, testStaff } from "../../testing/staff";

let test: TestApp;
let moderator: TestStaff;
let admin: TestStaff;
const reason = "用户来电";

beforeAll(async () => {
  test = await startTestApp();
  moderator = await testStaff(test, "moderator");
  admin = await testStaff(test, "admin");
});
afterAll(() => test.close());

const uids = async (input: Parameters<typeof moderator.call.users.search>[0]) =>
  (await moderator.call.users.search(input)).list.map(({ uid }) => uid);

describe("search", () => {
  it("finds by nickname's beginning, uid and whole phone number only", async () => {
    const [one, two] = [await test.user({ nickname: "阿明明" }), await test.user({ nickname: "小明" })];
    expect(await uids({ search: "阿明" })).toEqual([one.uid]);
    expect(await uids({ search: "明" })).toEqual([]);
    expect(await uids({ search: two.uid })).toEqual([two.uid]);
    expect(await uids({ search: two.mobile })).toEqual([two.uid]);
    expect(await uids({ search: `+86 ${two.mobile}` })).toEqual([two.uid]);
    expect(await uids({ search: two.mobile.slice(0, 8) })).toEqual([]);
  });

  it("filters by the state of now", async () => {
    const user = await test.user({ nickname: "状态用户" });
    await moderator.call.users.act({ uid: user.uid, actions: [{ kind: "freeze", hours: 1 }], reason });
    expect(await uids({ search: "状态用户", status: -2 })).toEqual([user.uid]);
    test.clock.advance({ minutes: 61 });
    expect(await uids({ search: "状态用户", status: -2 })).toEqual([]);
    expect(await uids({ search: "状态用户", status: 1 })).toEqual([user.uid]);
  });

  it("pages without gaps", async () => {
    for (let i = 0; i < 3; i++) await test.user({ nickname: "翻页用户" });
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await moderator.call.users.search({ search: "翻页", count: 2, ...(after && { after }) });
      seen.push(...page.list.map(({ uid }) => uid));
      after = page.next;
    }
    expect(new Set(seen).size).toBe(3);
    expect(seen).toHaveLength(3);
  });
});

describe("a user's page", () => {
  it("shows what there is with one statement, and the phone number masked", async () => {
    const user = await test.user();
    await user.post<RoomResult>("/room", { name: "我的房间", clubId: "" });
    await user.post("/club", { name: "我的圈子", cover: "https://x.example/c.png" });
    await moderator.call.users.act({ uid: user.uid, actions: [{ kind: "warn" }], reason });
    await moderator.call.auth.me();
    const statements = await test.statements(async () => {
      const detail = await moderator.call.users.get({ uid: user.uid });
      expect(detail).toMatchObject({
        mobile: `+86${user.mobile.slice(0, 3)}****${user.mobile.slice(-4)}`,
        session: { clientType: 1, versionName: "1.0.0" },
        totals: { clubs: 1, rooms: 1, messages: 1 },
        clubs: [{ name: "我的圈子", owner: 1 }],
        present: [{ name: "我的房间", role: 2 }],
        penalties: [{ kind: "warn", reason }],
      });
    });
    expect(statements).toHaveLength(2);
    await expect(moderator.call.users.get({ uid: "0".repeat(32) })).rejects.toMatchObject({ code: "userUnknown" });
  });

  it("reveals the number for a reason, which is logged without it", async () => {
    const { uid, mobile } = await test.user();
    await expect(moderator.call.users.revealMobile({ uid, reason: " " })).rejects.toThrow("原因不能为空");
    expect(await moderator.call.users.revealMobile({ uid, reason })).toEqual({ mobile: `+86${mobile}` });
    const { list } = await admin.call.audit.search({ targetId: uid });
    expect(list).toMatchObject([{ action: "user.reveal", reason, staff: { staffId: moderator.staffId } }]);
    expect(JSON.stringify(list) + test.logged()).not.toContain(mobile);
  });
});

describe("acting on a user", () => {
  it("ends their session and tells the device", async () => {
    const user = await test.user();
    await user.post("/push/160a3797c9d8dc3f7e5", {});
    await moderator.call.users.revoke({ uid: user.uid, reason });
    expect((await user.get("/room", { count: 1 })).http).toBe(401);
    await expect(moderator.call.users.revoke({ uid: user.uid, reason })).rejects.toThrow("没有登录");
  });

  it("allows going live", async () => {
    const { uid } = await test.user();
    await moderator.call.users.setAllowLive({ uid, allowLive: true, reason });
    expect(await moderator.call.users.get({ uid })).toMatchObject({ allowLive: 1 });
  });

  it("lets the longest ban hold, and what lies beneath a freeze come back after it", async () => {
    const user = await test.user();
    const { uid } = user;
    await moderator.call.users.act({ uid, actions: [{ kind: "limit", hours: null }], reason });
    await moderator.call.users.act({ uid, actions: [{ kind: "freeze", hours: 24 }], reason });
    await moderator.call.users.act({ uid, actions: [{ kind: "freeze", hours: 1 }], reason });
    test.clock.advance({ hours: 2 });
    moderator = await testStaff(test, "moderator");
    expect(await moderator.call.users.get({ uid })).toMatchObject({ status: -2 });
    test.clock.advance({ hours: 23 });
    moderator = await testStaff(test, "moderator");
    expect(await moderator.call.users.get({ uid })).toMatchObject({ status: -1, limitedUntil: null });
    await test.runJobs({ early: true });
    expect(await test.deps.db.account.findUnique({ where: { uid } })).toMatchObject({ status: -1, limitedUntil: null });
    await moderator.call.users.act({ uid, actions: [{ kind: "lift" }], reason });
    expect(await moderator.call.users.get({ uid })).toMatchObject({ status: 1 });
    const lifted = await test.deps.db.penalty.findMany({ where: { uid, liftedTime: null } });
    expect(lifted).toEqual([]);
  });

  it("keeps a freeze that no penalty is on record for, until it is lifted", async () => {
    const { uid } = await test.user();
    await test.deps.db.account.update({ where: { uid }, data: { status: -2 } });
    await moderator.call.users.act({ uid, actions: [{ kind: "limit", hours: 1 }], reason });
    expect(await moderator.call.users.get({ uid })).toMatchObject({ status: -2 });
    await moderator.call.users.act({ uid, actions: [{ kind: "lift" }], reason });
    expect(await moderator.call.users.get({ uid })).toMatchObject({ status: 1 });
  });
});

describe("places", () => {
  it("finds rooms and closes them", async () => {
    const user = await test.user();
    const { roomId } = (await user.post<RoomResult>("/room", { name: "聊天室一号", clubId: "" })).result;
    moderator = await testStaff(test, "moderator");
    const found = await moderator.call.rooms.search({ search: "聊天室" });
    expect(found.list).toMatchObject([{ roomId, open: 1, memberTotal: 1, creator: { uid: user.uid } }]);
    expect(await moderator.call.rooms.get({ roomId })).toMatchObject({ members: [{ uid: user.uid, role: 2 }] });
    await moderator.call.rooms.close({ roomId, reason, notice: { title: "关闭", content: "违规" } });
    expect((await user.get(`/room/${roomId}`)).result).toBe(400000);
    const closed = await moderator.call.rooms.search({ search: user.uid, state: "closed" });
    expect(closed.list).toMatchObject([{ roomId, open: 0, closeReason: "staff", memberTotal: 0 }]);
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
});
