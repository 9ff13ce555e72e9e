import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
let user: TestUser;
let target: TestUser;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  [user, target] = await Promise.all([test.user(), test.user({ nickname: "被投诉" })]);
});

const USER = 1;
const ROOM = 2;
const about = (originReportType: number, originId: string, reportReasonType = 4, reason = "发广告") => ({
  originReportType,
  originId,
  reportReasonType,
  reason,
});
const report = (by: TestUser, ...params: Parameters<typeof about>) => by.post("/app/report", about(...params));
const cases = (targetId: string) =>
  test.deps.db.reportCase.findMany({
    where: { targetId },
    include: { reports: { orderBy: { createTime: "asc" } } },
    orderBy: { firstReportTime: "asc" },
  });
const newRoom = async (by: TestUser, params: Record<string, string | number> = { clubId: "" }) =>
  (await by.post<RoomResult>("/room", { name: "聊天", ...params })).result.roomId;

const UNKNOWN_ROOM = { http: 200, status: 0, result: 400000 };

describe("a report of a user", () => {
  it("opens a case and keeps the user as they were", async () => {
    const answer = await report(user, USER, target.uid);
    expect(answer).toMatchObject({ http: 200, status: 1, message: "投诉成功", result: {} });
    const now = test.clock.now();
    await target.put("/user/profile", { nickname: "改了名", avatar: "https://cdn.example.com/b.jpg" });
    expect(await cases(target.uid)).toMatchObject([
      {
        targetType: USER,
        status: 0,
        version: 1,
        reportTotal: 1,
        reasonTypes: [4],
        firstReportTime: now,
        lastReportTime: now,
        reports: [
          {
            uid: user.uid,
            reportReasonType: 4,
            reason: "发广告",
            times: 1,
            createTime: now,
            snapshot: {
              uid: target.uid,
              nickname: "被投诉",
              avatar: "https://cdn.example.com/a.jpg",
              bio: "",
              allowLive: 0,
              createTime: expect.any(Number),
            },
          },
        ],
      },
    ]);
  });

  it("updates and counts the same user's open report", async () => {
    const first = test.clock.now();
    await report(user, USER, target.uid);
    await target.put("/user/profile", { nickname: "改了名", avatar: "https://cdn.example.com/a.jpg" });
    test.clock.advance({ minutes: 1 });
    await report(user, USER, target.uid, 2, "更糟了");
    test.clock.advance({ minutes: 1 });
    await report(user, USER, target.uid, 2, "还是那样");
    expect(await cases(target.uid)).toMatchObject([
      {
        version: 3,
        reportTotal: 1,
        reasonTypes: [4, 2],
        firstReportTime: first,
        lastReportTime: test.clock.now(),
        reports: [
          {
            times: 3,
            reportReasonType: 2,
            reason: "还是那样",
            createTime: first,
            updateTime: test.clock.now(),
            snapshot: {
              nickname: "改了名",
              earlier: [
                { reportReasonType: 4, reason: "发广告", time: first.getTime(), snapshot: { nickname: "被投诉" } },
                { reportReasonType: 2, reason: "更糟了", snapshot: { nickname: "改了名" } },
              ],
            },
          },
        ],
      },
    ]);
  });

  it("joins the case that another user's report opened", async () => {
    const other = await test.user();
    await report(user, USER, target.uid, 1);
    await report(other, USER, target.uid, 1);
    const [open, ...more] = await cases(target.uid);
    expect(more).toEqual([]);
    expect(open).toMatchObject({ version: 2, reportTotal: 2, reasonTypes: [1] });
    expect(open?.reports.map(({ uid, times }) => ({ uid, times }))).toEqual([
      { uid: user.uid, times: 1 },
      { uid: other.uid, times: 1 },
    ]);
  });

  it("makes one case when many report at once", async () => {
    const reporters = await Promise.all(Array.from({ length: 8 }, () => test.user()));
    const answers = await Promise.all(reporters.map((by, n) => report(by, USER, target.uid, (n % 5) + 1)));
    expect(answers.every(({ status }) => status === 1)).toBe(true);
    const [open, ...more] = await cases(target.uid);
    expect(more).toEqual([]);
    expect(open).toMatchObject({ version: 8, reportTotal: 8 });
    expect([...(open?.reasonTypes ?? [])].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(open?.reports).toHaveLength(8);
  });

  it("makes one report when one user's calls come at once", async () => {
    const reasons = ["一", "二", "三", "四"];
    const answers = await Promise.all(reasons.map((reason) => report(user, USER, target.uid, 1, reason)));
    expect(answers.every(({ status }) => status === 1)).toBe(true);
    expect(await cases(target.uid)).toMatchObject([{ reportTotal: 1, version: 4, reports: [{ times: 4 }] }]);
  });

  it("opens a new case once the former is decided", async () => {
    await report(user, USER, target.uid);
    await test.deps.db.reportCase.updateMany({ where: { targetId: target.uid }, data: { status: 2 } });
    test.clock.advance({ minutes: 1 });
    await report(user, USER, target.uid);
    expect(await cases(target.uid)).toMatchObject([
      { status: 2, reportTotal: 1, reports: [{ times: 1 }] },
      { status: 0, reportTotal: 1, reports: [{ times: 1 }] },
    ]);
  });

  it("refuses oneself", async () => {
    expect(await report(user, USER, user.uid)).toMatchObject({
      http: 200,
      status: 0,
      result: 0,
      message: "无法投诉自己",
    });
    expect(await cases(user.uid)).toEqual([]);
  });

  it.each(["", "x", "0".repeat(32), "0".repeat(24), "\u0000"])("knows no user %j", async (originId) => {
    expect(await report(user, USER, originId)).toMatchObject({ http: 200, status: 0, result: 200002 });
  });

  it("knows no user who is deleted, has no profile, or is a room", async () => {
    await test.deps.db.account.update({ where: { uid: target.uid }, data: { status: -99, mobile: null } });
    const stateless = await test.user({ profile: false });
    for (const uid of [target.uid, stateless.uid, await newRoom(user)]) {
      expect(await report(user, USER, uid)).toMatchObject({ status: 0, result: 200002 });
      expect(await cases(uid)).toEqual([]);
    }
  });
});

describe("a report of a room", () => {
  it("keeps the room with who is in it", async () => {
    const roomId = await newRoom(target);
    await user.post(`/room/${roomId}/token`);
    await report(user, ROOM, roomId, 1);
    const [open] = await cases(roomId);
    expect(open).toMatchObject({ targetType: ROOM, reportTotal: 1 });
    expect(open?.reports[0]?.snapshot).toEqual({
      roomId,
      uid: target.uid,
      nickname: "被投诉",
      name: "聊天",
      inviteOnly: 0,
      createTime: expect.any(Number),
      memberTotal: 2,
      memberList: [
        { uid: target.uid, nickname: "被投诉", avatar: "https://cdn.example.com/a.jpg", role: 2 },
        { uid: user.uid, nickname: user.nickname, avatar: "https://cdn.example.com/a.jpg", role: 0 },
      ],
    });
  });

  it("is possible after it closed for those who were in it, and shows who was in it then", async () => {
    const roomId = await newRoom(target);
    await user.post(`/room/${roomId}/token`);
    test.clock.advance({ seconds: 5 });
    await target.post(`/room/${roomId}/close`);
    const stranger = await test.user();
    expect(await report(stranger, ROOM, roomId)).toMatchObject(UNKNOWN_ROOM);
    test.clock.advance({ days: 1 });
    expect(await report(user, ROOM, roomId)).toMatchObject({ status: 1 });
    const [open] = await cases(roomId);
    expect(open?.reports[0]?.snapshot).toMatchObject({ closedTime: expect.any(Number), memberTotal: 2 });
  });

  it("is not possible of a private room or a club's that the reporter cannot see", async () => {
    const cover = "https://cdn.example.com/c.jpg";
    const { clubId } = (await target.post<{ clubId: string }>("/club", { name: "圈子", cover })).result;
    const ofClub = await newRoom(target, { clubId });
    const hidden = await newRoom(target, { inviteOnly: 1 });
    for (const roomId of [ofClub, hidden]) {
      expect(await report(user, ROOM, roomId)).toMatchObject(UNKNOWN_ROOM);
      expect(await cases(roomId)).toEqual([]);
    }
    await user.post(`/club/${clubId}/join`);
    test.clock.advance({ seconds: 2 });
    expect(await report(user, ROOM, ofClub)).toMatchObject({ status: 1 });
    expect((await cases(ofClub))[0]?.reports[0]?.snapshot).toMatchObject({ clubId, clubName: "圈子" });
  });

  it.each(["", "x", "0".repeat(32)])("knows no room %j", async (originId) => {
    expect(await report(user, ROOM, originId)).toMatchObject(UNKNOWN_ROOM);
  });
});

describe("the call", () => {
  it.each<[string, Record<string, string | number>, string]>([
    ["an unknown kind", { originReportType: 3 }, "投诉来源类型不正确"],
    ["an unknown reason", { reportReasonType: 6 }, "投诉原因类别不正确"],
    ["nothing written", { reason: "  " }, "投诉原因不能为空"],
    ["too much", { reason: "字".repeat(501) }, "投诉原因不能超过500个字"],
  ])("refuses %s before it looks for the target", async (_what, params, message) => {
    const answer = await user.post("/app/report", { ...about(USER, "nobody"), ...params });
    expect(answer).toMatchObject({ http: 200, status: 0, result: 0, message });
  });

  it("is for users with a profile who are not limited", async () => {
    expect((await test.guest().post("/app/report", about(USER, target.uid))).http).toBe(401);
    const stateless = await test.user({ profile: false });
    expect((await report(stateless, USER, target.uid)).result).toBe(200000);
    await test.deps.db.account.update({ where: { uid: user.uid }, data: { status: -1 } });
    expect((await report(user, USER, target.uid)).http).toBe(403);
    expect(await cases(target.uid)).toEqual([]);
  });
});
