import type { ClubPage, ClubResult } from "@chaoqer/contract/club";
import type { ProfilePage } from "@chaoqer/contract/user";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
let me: TestUser;
beforeAll(async () => {
  test = await startTestApp();
  me = await test.user();
});
afterAll(() => test.close());

/** With 0 seconds between them things happen at one and the same millisecond, where the id decides. */
async function clubOf(creator: TestUser, name: string, seconds = 2): Promise<string> {
  test.clock.advance({ seconds });
  const { result } = await creator.post<ClubResult>("/club", { name, cover: "https://cdn.example.com/cover.jpg" });
  return result.clubId;
}

async function join(user: TestUser, clubId: string, seconds = 0): Promise<void> {
  test.clock.advance({ seconds });
  expect(await user.post(`/club/${clubId}/join`)).toMatchObject({ status: 1 });
}

describe("my clubs", () => {
  it("runs by when I joined, latest first, and keeps its place while clubs come and go", async () => {
    const founder = await test.user();
    const old = await clubOf(founder, "先建");
    const own = [await clubOf(me, "甲"), await clubOf(me, "乙", 0), await clubOf(me, "丙", 0)];
    await join(me, old, 1);
    const first = (await me.get<ClubPage>("/club", { count: 2 })).result;
    expect(first.page).toEqual({ count: 2 });
    const [latest, second] = first.list;
    expect(latest).toMatchObject({
      clubId: old,
      createTime: test.clock.now().getTime(),
      sequenceId: `${test.clock.now().getTime()}:${old}`,
      clubResult: { clubId: old, uid: founder.uid, name: "先建", memberTotal: 2, joined: 1, inviteOnly: 0 },
    });
    expect(second?.clubId).toBe([...own].sort().at(-1));

    const late = await clubOf(me, "丁");
    await me.post(`/club/${second?.clubId}/leave`);
    await me.post(`/club/${old}/leave`);
    const lastId = second?.sequenceId ?? "";
    const rest = (await me.get<ClubPage>("/club", { count: 10, lastId })).result;
    expect(rest.page).toEqual({ count: 10, lastId });
    expect(rest.list.map((item) => item.clubId)).toEqual([...own].sort().slice(0, 2).reverse());
    const all = (await me.get<ClubPage>("/club", { count: 10 })).result.list.map((item) => item.clubId);
    expect(all).toEqual([late, ...[...own].sort().slice(0, 2).reverse()]);
  });
});

describe("members", () => {
  it("runs from the latest on, and keeps its place while members come and go", async () => {
    const clubId = await clubOf(me, "成员");
    const joiners = await Promise.all(Array.from({ length: 4 }, (_, index) => test.user({ nickname: `成员${index}` })));
    test.clock.advance({ seconds: 1 });
    for (const user of joiners) await join(user, clubId);
    const order = [...joiners.map((user) => user.uid)].sort().reverse();
    const last = await test.user({ nickname: "最后" });
    await join(last, clubId, 1);
    const path = `/club/${clubId}/member`;
    const first = (await me.get<ProfilePage>(path, { count: 2 })).result;
    expect(first.list.map((item) => item.uid)).toEqual([last.uid, order[0]]);
    expect(first.list[0]).toEqual({
      uid: last.uid,
      createTime: test.clock.now().getTime(),
      sequenceId: `${test.clock.now().getTime()}:${last.uid}`,
      userProfileResult: (await me.get(`/user/${last.uid}/profile`)).result,
    });

    await join(await test.user(), clubId, 1);
    const [seen, coming] = [order[0], order[2]].map((uid) => joiners.find((user) => user.uid === uid));
    await seen?.post(`/club/${clubId}/leave`);
    await coming?.post(`/club/${clubId}/leave`);
    const lastId = first.list[1]?.sequenceId ?? "";
    const rest = (await me.get<ProfilePage>(path, { count: 10, lastId })).result;
    expect(rest.list.map((item) => item.uid)).toEqual([order[1], order[3], me.uid]);
  });
});

describe.each(["/club", "/club/{clubId}/member"])("the page parameters of %s", (template) => {
  it("are checked", async () => {
    const path = template.replace("{clubId}", await clubOf(me, `参数${template.length}`));
    expect((await me.get<ClubPage>(path, { count: 0 })).result).toEqual({ page: { count: 0 }, list: [] });
    expect((await me.get(path)).http).toBe(400);
    expect((await me.get(path, { count: 1, lastId: "nonsense" })).http).toBe(400);
    const refused = { http: 200, status: 0, result: 0, message: "count只能在0到100之间" };
    expect(await me.get(path, { count: 101 })).toMatchObject(refused);
    expect((await me.get<ClubPage>(path, { count: 1, lastId: "" })).result.list).toHaveLength(1);
  });
});
