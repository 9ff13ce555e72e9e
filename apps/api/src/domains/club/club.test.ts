import type { ClubPage, ClubResult } from "@chaoqer/contract/club";
import type { RoomPage, RoomResult } from "@chaoqer/contract/room";
import type { ProfilePage } from "@chaoqer/contract/user";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const cover = "https://cdn.example.com/cover.jpg";
const unknown = { http: 200, status: 0, result: 500000, message: "圈子不存在" };

async function newClub(creator: TestUser, name = "产品交流圈"): Promise<ClubResult> {
  // The same club twice within a second is a repeat.
  test.clock.advance({ seconds: 2 });
  const { result } = await creator.post<ClubResult>("/club", { name, cover });
  return result;
}

async function memberUids(viewer: TestUser, clubId: string): Promise<string[]> {
  const { result } = await viewer.get<ProfilePage>(`/club/${clubId}/member`, { count: 100 });
  return result.list.map((item) => item.uid);
}

describe("creating and getting a club", () => {
  it("makes the creator its first member", async () => {
    const creator = await test.user();
    const { http, status, message, result } = await creator.post<ClubResult>("/club", {
      name: " 产品\n交流圈 ",
      cover,
    });
    expect({ http, status, message }).toEqual({ http: 200, status: 1, message: "Success" });
    expect(result).toEqual({
      clubId: expect.stringMatching(/^[a-f0-9]{32}$/),
      uid: creator.uid,
      name: "产品 交流圈",
      cover,
      createTime: test.clock.now().getTime(),
      memberTotal: 1,
      joined: 1,
      inviteOnly: 0,
    });
    expect(await memberUids(creator, result.clubId)).toEqual([creator.uid]);
  });

  it.each([
    ["a blank name", { name: " \u200b ", cover }, "圈子名称不能为空"],
    ["101 characters", { name: "圈".repeat(101), cover }, "圈子名称不能超过100个字"],
    ["another scheme", { name: "圈", cover: "ftp://cdn.example.com/a.jpg" }, "封面地址不正确"],
    ["no cover address", { name: "圈", cover: " " }, "封面不能为空"],
  ])("refuses %s", async (_, input, message) => {
    const user = await test.user();
    expect(await user.post("/club", input)).toMatchObject({ http: 200, status: 0, result: 0, message });
  });

  it("takes 100 characters, and answers 400 when a parameter is missing", async () => {
    const user = await test.user();
    expect((await newClub(user, "👨‍👩‍👧".repeat(100))).memberTotal).toBe(1);
    expect((await user.post("/club", { name: "圈" })).http).toBe(400);
    expect((await user.post("/club", { cover })).http).toBe(400);
  });

  it("shows `joined` as the viewer's own", async () => {
    const [creator, stranger] = [await test.user(), await test.user()];
    const club = await newClub(creator);
    expect((await creator.get(`/club/${club.clubId}`)).result).toEqual(club);
    expect((await stranger.get(`/club/${club.clubId}`)).result).toEqual({ ...club, joined: 0 });
  });
});

describe("joining", () => {
  it("answers the club, and again changes nothing", async () => {
    const [creator, joiner] = [await test.user(), await test.user()];
    const club = await newClub(creator);
    const joined = { ...club, memberTotal: 2, joined: 1 };
    expect((await joiner.post(`/club/${club.clubId}/join`)).result).toEqual(joined);
    const { list } = (await joiner.get<ClubPage>("/club", { count: 10 })).result;
    test.clock.advance({ seconds: 2 });
    expect((await joiner.post(`/club/${club.clubId}/join`)).result).toEqual(joined);
    expect((await creator.post(`/club/${club.clubId}/join`)).result).toEqual(joined);
    expect((await joiner.get<ClubPage>("/club", { count: 10 })).result.list).toEqual(list);
    expect(await memberUids(creator, club.clubId)).toHaveLength(2);
  });

  it("is open to somebody whom the creator has blocked", async () => {
    const [creator, joiner] = [await test.user(), await test.user()];
    const club = await newClub(creator);
    await creator.post(`/user/${joiner.uid}/block`);
    expect(await joiner.post(`/club/${club.clubId}/join`)).toMatchObject({ status: 1, result: { joined: 1 } });
  });
});

describe("leaving", () => {
  it("ends the membership", async () => {
    const [creator, joiner] = [await test.user(), await test.user()];
    const club = await newClub(creator);
    await joiner.post(`/club/${club.clubId}/join`);
    expect(await joiner.post(`/club/${club.clubId}/leave`)).toMatchObject({
      http: 200,
      status: 1,
      result: {},
      message: "Success",
    });
    expect((await joiner.get(`/club/${club.clubId}`)).result).toEqual({ ...club, joined: 0 });
    expect(await memberUids(creator, club.clubId)).toEqual([creator.uid]);
    expect((await joiner.get<ClubPage>("/club", { count: 10 })).result.list).toEqual([]);
    test.clock.advance({ seconds: 2 });
    expect(await joiner.post(`/club/${club.clubId}/leave`)).toMatchObject(unknown);
  });

  it("is refused to the creator while others remain", async () => {
    const [creator, joiner] = [await test.user(), await test.user()];
    const club = await newClub(creator);
    await joiner.post(`/club/${club.clubId}/join`);
    expect(await creator.post(`/club/${club.clubId}/leave`)).toMatchObject({
      http: 200,
      status: 0,
      result: 0,
      message: "创建人暂时无法退出圈子",
    });
    expect((await creator.get(`/club/${club.clubId}`)).result).toEqual({ ...club, memberTotal: 2 });
  });

  it("dissolves the club when the creator is alone", async () => {
    const [creator, other] = [await test.user(), await test.user()];
    const club = await newClub(creator);
    expect(await creator.post(`/club/${club.clubId}/leave`)).toMatchObject({ status: 1, result: {} });
    test.clock.advance({ seconds: 2 });
    for (const user of [creator, other]) {
      expect(await user.get(`/club/${club.clubId}`)).toMatchObject(unknown);
      expect(await user.get(`/club/${club.clubId}/member`, { count: 10 })).toMatchObject(unknown);
      expect(await user.post(`/club/${club.clubId}/join`)).toMatchObject(unknown);
      expect(await user.post(`/club/${club.clubId}/leave`)).toMatchObject(unknown);
    }
    expect((await creator.get<ClubPage>("/club", { count: 10 })).result.list).toEqual([]);
  });
});

describe("the rooms of a club", () => {
  it("close with it, also for those in them, and stay its own", async () => {
    const [creator, joiner] = [await test.user(), await test.user()];
    const club = await newClub(creator);
    await joiner.post(`/club/${club.clubId}/join`);
    const { roomId } = (await creator.post<RoomResult>("/room", { name: "圈子活动", clubId: club.clubId })).result;
    await joiner.post(`/room/${roomId}/token`);
    await joiner.post(`/club/${club.clubId}/leave`);
    await creator.post(`/club/${club.clubId}/leave`);
    const gone = { status: 0, result: 400000 };
    for (const user of [creator, joiner]) {
      expect(await user.get(`/room/${roomId}`)).toMatchObject(gone);
      expect(await user.post(`/room/${roomId}/token`)).toMatchObject(gone);
    }
    expect((await creator.get<RoomPage>("/room", { count: 10 })).result.list).toEqual([]);
    const room = await test.deps.db.room.findUniqueOrThrow({ where: { roomId } });
    expect(room).toMatchObject({ clubId: club.clubId, closedTime: test.clock.now(), closeReason: "club" });
  });
});

describe("what does not exist", () => {
  it("is 500000", async () => {
    const user = await test.user();
    const club = "0".repeat(32);
    expect(await user.get(`/club/${club}`)).toMatchObject(unknown);
    expect(await user.get(`/club/${club}/member`, { count: 0 })).toMatchObject(unknown);
    expect(await user.post(`/club/${club}/join`)).toMatchObject(unknown);
    expect(await user.post(`/club/${club}/leave`)).toMatchObject(unknown);
    expect((await user.get("/club/nonsense")).http).toBe(404);
  });
});
