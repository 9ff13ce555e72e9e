import type { RoomResult } from "@chaoqer/contract/room";
import type { UserAct } from "@chaoqer/contract/staff/users";
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
    const friend = await test.user({ nickname: "名片之交" });
    await user.post(`/user/${friend.uid}/card`, {});
    await friend.post(`/user/${user.uid}/card`, {});
    await moderator.call.users.act({ uid: user.uid, actions: [{ kind: "warn" }], reason });
    await moderator.call.auth.me();
    const statements = await test.statements(async () => {
      const detail = await moderator.call.users.get({ uid: user.uid });
      expect(detail).toMatchObject({
        mobile: `+86${user.mobile.slice(0, 3)}****${user.mobile.slice(-4)}`,
        session: { clientType: 1, versionName: "1.0.0" },
        totals: { clubs: 1, rooms: 1, messages: 2 },
        cards: expect.arrayContaining([0, 1].map((sent) => expect.objectContaining({ uid: friend.uid, sent }))),
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

  it("tells beforehand what it would do, in the words that are then sent", async () => {
    const user = await test.user();
    const { uid } = user;
    await user.post<RoomResult>("/room", { name: "我的房间", clubId: "" });
    const actions: UserAct["actions"] = [{ kind: "warn" }, { kind: "freeze", hours: null }];
    const preview = await moderator.call.users.preview({ uid, actions });
    expect(preview).toMatchObject({
      consequences: ["发送一条官方警告消息", "冻结账号（永久）：立即退出登录，无法再登录，并移出所在的1个活动"],
      warnings: [],
    });
    await moderator.call.users.act({ uid, actions, reason });
    expect(await test.deps.db.message.findFirst({ where: { uid, originPushType: 1 } })).toMatchObject(preview.notice);
    await test.deps.db.account.update({ where: { uid }, data: { status: -99, mobile: null } });
    const late = await moderator.call.users.preview({ uid, actions: [{ kind: "reset_name" }] });
    expect(late.warnings).toEqual(["账号已注销", "没有可重置名称的活动"]);
    const nobody = moderator.call.users.preview({ uid: "0".repeat(32), actions });
    await expect(nobody).rejects.toMatchObject({ code: "userUnknown" });
    await expect(moderator.call.users.preview({ uid, actions: [] })).rejects.toThrow("至少选择一项处理");
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
