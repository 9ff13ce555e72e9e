import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
let user: TestUser;
let host: TestUser;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  [user, host] = await Promise.all([test.user(), test.user({ nickname: "主持" })]);
});

const ABOUT_APP = { originFeedbackType: 0, originId: "", feedbackType: 1, feedbackContent: "打不开" };
const image = (n: number) => `https://cdn.example.com/${n}.jpg`;
const kept = () => test.deps.db.feedback.findMany({ where: { uid: user.uid } });

describe("feedback", () => {
  it("is kept with the client it came from", async () => {
    const feedbackImageList = [1, 2, 3].map(image);
    const answer = await user.post("/app/feedback", { ...ABOUT_APP, originId: "ignored", feedbackImageList });
    expect(answer).toMatchObject({ http: 200, status: 1, message: "反馈成功", result: {} });
    expect(await kept()).toEqual([
      {
        feedbackId: expect.stringMatching(/^[a-f0-9]{32}$/),
        uid: user.uid,
        ...ABOUT_APP,
        feedbackImageList,
        clientType: 1,
        versionName: "1.0.0",
        versionCode: 10,
        snapshot: null,
        status: 0,
        assigneeId: null,
        caseId: null,
        createTime: test.clock.now(),
        updateTime: test.clock.now(),
      },
    ]);
  });

  it("takes a form with its list as JSON text, and no pictures at all", async () => {
    const asForm = { ...ABOUT_APP, feedbackImageList: JSON.stringify([image(1)]) };
    expect(await user.call("POST", "/app/feedback", asForm, { form: true })).toMatchObject({ status: 1 });
    expect(await user.post("/app/feedback", ABOUT_APP)).toMatchObject({ status: 1 });
    expect((await kept()).map((row) => row.feedbackImageList)).toEqual([[image(1)], []]);
  });

  it("keeps the room it is about as it was", async () => {
    const room = (await host.post<RoomResult>("/room", { name: "有杂音", clubId: "" })).result;
    const about = { ...ABOUT_APP, originFeedbackType: 1, originId: room.roomId };
    expect(await user.post("/app/feedback", about)).toMatchObject({ status: 1 });
    expect(await kept()).toMatchObject([
      {
        originFeedbackType: 1,
        originId: room.roomId,
        snapshot: { roomId: room.roomId, name: "有杂音", memberList: [{ uid: host.uid, role: 2 }] },
      },
    ]);
  });

  it.each(["", "x", "0".repeat(32), "\u0000"])("knows no room %j", async (originId) => {
    const answer = await user.post("/app/feedback", { ...ABOUT_APP, originFeedbackType: 1, originId });
    expect(answer).toMatchObject({ http: 200, status: 0, result: 400000 });
    expect(await kept()).toEqual([]);
  });

  it.each<[string, Record<string, string | number | string[]>, string]>([
    ["more than three pictures", { feedbackImageList: [1, 2, 3, 4].map(image) }, "至多添加三张图片"],
    ["what is no picture's address", { feedbackImageList: ["javascript:alert(1)"] }, "反馈图片地址不正确"],
    ["nothing written", { feedbackContent: " \n" }, "反馈内容不能为空"],
    ["too much", { feedbackContent: "字".repeat(501) }, "反馈内容不能超过500个字"],
    ["an unknown type", { feedbackType: 5 }, "反馈类型不正确"],
    ["an unknown origin", { originFeedbackType: 2 }, "反馈来源类型不正确"],
  ])("refuses %s", async (_what, params, message) => {
    const answer = await user.post("/app/feedback", { ...ABOUT_APP, ...params });
    expect(answer).toMatchObject({ http: 200, status: 0, result: 0, message });
    expect(await kept()).toEqual([]);
  });

  it("is for users with a profile who are not limited", async () => {
    expect((await test.guest().post("/app/feedback", ABOUT_APP)).http).toBe(401);
    const stateless = await test.user({ profile: false });
    expect((await stateless.post("/app/feedback", ABOUT_APP)).result).toBe(200000);
    await test.deps.db.account.update({ where: { uid: user.uid }, data: { status: -1 } });
    expect((await user.post("/app/feedback", { ...ABOUT_APP, feedbackType: 99 })).http).toBe(403);
    expect(await kept()).toEqual([]);
  });
});
