import type { ParamValue } from "@chaoqer/contract/sign";
import type { ProfilePage, ProfileResult } from "@chaoqer/contract/user";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

/** docs/api/user.md. */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const profile = { nickname: "铭恺 👆", avatar: "https://cdn.example.com/a.jpg" };
const family = "👨‍👩‍👧‍👦";

describe("profile", () => {
  it("is initialised once, and is 200002 to others before that", async () => {
    const fresh = await test.user({ profile: false });
    const other = await test.user();
    expect(await other.get(`/user/${fresh.uid}/profile`)).toMatchObject({
      http: 200,
      result: 200002,
      status: 0,
      message: "用户不存在",
    });
    expect(await fresh.post("/user/profile/init", profile)).toMatchObject({
      status: 1,
      result: { uid: fresh.uid, ...profile, bio: "", blocked: 0, sendCard: 0, cardTotal: 0, allowLive: 0 },
    });
    test.clock.advance({ seconds: 2 });
    expect(await fresh.post("/user/profile/init", profile)).toMatchObject({
      result: 200001,
      status: 0,
      message: "用户资料已初始化",
    });
    expect(await other.get(`/user/${fresh.uid}/profile`)).toMatchObject({ result: { nickname: profile.nickname } });
  });

  it("is needed for everything but init, logout, image upload, unread_total and push id", async () => {
    const fresh = await test.user({ profile: false });
    const other = await test.user();
    const missing = { http: 200, result: 200000, status: 0, message: "用户资料未初始化" };
    expect(await fresh.put("/user/profile", profile)).toMatchObject(missing);
    expect(await fresh.get(`/user/${other.uid}/profile`)).toMatchObject(missing);
    expect(await fresh.get("/user/message", { count: 1 })).toMatchObject(missing);
    expect(await fresh.post(`/user/${other.uid}/card`)).toMatchObject(missing);
    expect(await fresh.get("/user/message/unread_total")).toMatchObject({ status: 1, result: 0 });
    expect(await fresh.post("/push/device0of0nobody0yet")).toMatchObject({ status: 1 });
    expect(await fresh.post("/account/logout")).toMatchObject({ status: 1 });
  });

  it("keeps an absent bio and empties an empty one", async () => {
    const user = await test.user();
    expect(await user.put("/user/profile", { ...profile, bio: "line1\nline2" })).toMatchObject({
      result: { bio: "line1\nline2" },
    });
    expect(await user.put("/user/profile", { ...profile, nickname: "b" })).toMatchObject({
      result: { nickname: "b", bio: "line1\nline2" },
    });
    expect(await user.put("/user/profile", { ...profile, bio: "" })).toMatchObject({ result: { bio: "" } });
  });

  it.each([
    ["nickname", "", "昵称不能为空"],
    ["nickname", "  \u200b\u200d ", "昵称不能为空"],
    ["nickname", "字".repeat(21), "昵称不能超过20个字"],
    ["avatar", "", "头像不能为空"],
    ["avatar", "ftp://example.com/a.jpg", "头像地址不正确"],
    ["avatar", "javascript:alert(1)", "头像地址不正确"],
    ["avatar", `https://example.com/${"a".repeat(500)}`, "头像地址不能超过500个字符"],
    ["bio", "字".repeat(1001), "介绍不能超过1000个字"],
  ])("refuses the %s %j", async (field, value, message) => {
    const user = await test.user();
    expect(await user.put("/user/profile", { ...profile, [field]: value })).toMatchObject({
      http: 200,
      result: 0,
      status: 0,
      message,
    });
  });

  it.each([
    ["  两端  ", "两端"],
    ["a\r\nb\tc", "a b c"],
    ["a\u200bb\u202ec", "a b c"],
    [family.repeat(20), family.repeat(20)],
    ["字".repeat(20), "字".repeat(20)],
  ])("cleans and counts the nickname %j", async (nickname, kept) => {
    const user = await test.user();
    expect(await user.put("/user/profile", { ...profile, nickname })).toMatchObject({
      status: 1,
      result: { nickname: kept },
    });
  });

  it("is read-only for a limited account until the limit ends", async () => {
    const user = await test.user();
    const limitedUntil = new Date(test.clock.now().getTime() + 60_000);
    await test.deps.db.account.update({ where: { uid: user.uid }, data: { status: -1, limitedUntil } });
    expect(await user.get(`/user/${user.uid}/profile`)).toMatchObject({ status: 1 });
    expect(await user.put("/user/profile", profile)).toMatchObject({ http: 403, message: "Forbidden" });
    expect(await user.post("/push/device0of0a0limited")).toMatchObject({ status: 1 });
    test.clock.advance({ minutes: 1 });
    expect(await user.put("/user/profile", profile)).toMatchObject({ status: 1 });
  });
});

describe("block", () => {
  it("is shown in the profile, and repeats succeed", async () => {
    const [me, other] = [await test.user(), await test.user()];
    const blocked = async () => (await me.get<ProfileResult>(`/user/${other.uid}/profile`)).result.blocked;
    for (const _ of [1, 2]) {
      expect(await me.post(`/user/${other.uid}/block`)).toMatchObject({ status: 1, message: "拉黑成功" });
      test.clock.advance({ seconds: 1 });
    }
    expect(await blocked()).toBe(1);
    expect(await other.get(`/user/${me.uid}/profile`)).toMatchObject({ result: { blocked: 0 } });
    for (const _ of [1, 2]) {
      expect(await me.delete(`/user/${other.uid}/block`)).toMatchObject({ status: 1, message: "取消拉黑成功" });
      test.clock.advance({ seconds: 1 });
    }
    expect(await blocked()).toBe(0);
  });

  it("is refused for oneself and for nobody", async () => {
    const me = await test.user();
    const fresh = await test.user({ profile: false });
    expect(await me.post(`/user/${me.uid}/block`)).toMatchObject({ status: 0, result: 0, message: "无法拉黑自己" });
    for (const uid of ["f".repeat(32), fresh.uid]) {
      expect(await me.post(`/user/${uid}/block`)).toMatchObject({ status: 0, result: 200002 });
      expect(await me.delete(`/user/${uid}/block`)).toMatchObject({ status: 0, result: 200002 });
    }
  });
});

describe("the block list", () => {
  const page = async (user: TestUser, params: { count: number; lastId?: string }) =>
    (await user.get<ProfilePage>("/user/block", params)).result;

  it("runs newest first by keyset, unmoved by what comes and goes between pages", async () => {
    const me = await test.user();
    const others = await Promise.all(Array.from({ length: 9 }, () => test.user()));
    for (const [index, other] of others.entries()) {
      await me.post(`/user/${other.uid}/block`);
      if (index % 3 === 2) test.clock.advance({ seconds: 1 });
    }
    const seen: string[] = [];
    let lastId: string | undefined;
    for (let round = 0; round < 5; round++) {
      const { page: echo, list } = await page(me, { count: 2, ...(lastId !== undefined && { lastId }) });
      expect(echo).toEqual({ count: 2, ...(lastId !== undefined && { lastId }) });
      seen.push(...list.map((item) => item.uid));
      for (const item of list) {
        expect(item.sequenceId).toBe(`${item.createTime}:${item.uid}`);
        expect(item.userProfileResult).toMatchObject({ uid: item.uid, blocked: 1 });
      }
      lastId = list.at(-1)?.sequenceId ?? lastId;
      if (round === 0) {
        await me.post(`/user/${(await test.user()).uid}/block`);
        await me.delete(`/user/${seen[0]}/block`);
      }
    }
    expect(new Set(seen).size).toBe(9);
    expect([...seen].sort()).toEqual(others.map(({ uid }) => uid).sort());
  });

  it("answers an empty list for count 0, and takes an empty lastId as none", async () => {
    const me = await test.user();
    await me.post(`/user/${(await test.user()).uid}/block`);
    expect(await page(me, { count: 0 })).toEqual({ page: { count: 0 }, list: [] });
    expect((await page(me, { count: 1, lastId: "" })).list).toHaveLength(1);
  });

  it.each<Record<string, ParamValue>>([{}, { count: "" }, { count: "x" }, { count: 1.5 }, { count: true }])(
    "is malformed with %j",
    async (params) => {
      expect(await (await test.user()).get("/user/block", params)).toMatchObject({ http: 400, result: 0, status: 0 });
    },
  );

  it.each([-1, 101])("refuses count %i", async (count) => {
    const reply = await (await test.user()).get("/user/block", { count });
    expect(reply).toMatchObject({ http: 200, result: 0, status: 0, message: "count只能在0到100之间" });
  });

  it.each(["x", "1:2", ":", `${"9".repeat(16)}:${"a".repeat(32)}`, `01:${"a".repeat(32)}`])(
    "is malformed with lastId %j",
    async (lastId) => {
      expect(await (await test.user()).get("/user/block", { count: 1, lastId })).toMatchObject({
        http: 400,
        status: 0,
      });
    },
  );
});
