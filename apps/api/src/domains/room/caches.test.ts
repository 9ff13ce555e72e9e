import type { ClubResult } from "@chaoqer/contract/club";
import { h5RoomResult } from "@chaoqer/contract/h5";
import type { RoomResult } from "@chaoqer/contract/room";
import type { ProfileResult } from "@chaoqer/contract/user";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { dropSnapshots } from "./caches";
import { getRoomCache } from "./reads";

let test: TestApp;
let host: TestUser;
let sharer: TestUser;
beforeAll(async () => {
  test = await startTestApp();
  host = await test.user({ nickname: "主持" });
  sharer = await test.user({ nickname: "分享" });
});
afterAll(() => test.close());

async function roomOf(params: Record<string, string | number>): Promise<RoomResult> {
  test.clock.advance({ seconds: 2 });
  return (await host.post<RoomResult>("/room", { name: "产品活动", ...params })).result;
}

const profileOf = async (user: TestUser) => (await user.get<ProfileResult>(`/user/${user.uid}/profile`)).result;

it("keeps the room as it is, with its club, members, total and who shares it", async () => {
  const input = { name: "圈子", cover: "https://cdn.example.com/cover.jpg" };
  const club = (await host.post<ClubResult>("/club", input)).result;
  await sharer.post(`/club/${club.clubId}/join`);
  const room = await roomOf({ clubId: club.clubId });
  await sharer.post(`/user/${host.uid}/block`);
  const answer = await sharer.post<string>(`/room/${room.roomId}/cache`);
  expect(answer).toMatchObject({ http: 200, status: 1, message: "Success" });
  expect(answer.result).toMatch(/^[a-f0-9]{32}$/);
  const snapshot = {
    ...room,
    clubResult: { ...club, memberTotal: 2, joined: 0 },
    memberList: [await profileOf(host)],
    roomCacheId: answer.result,
    fromMember: await profileOf(sharer),
    closed: 0,
  };
  const kept = await getRoomCache(test.deps, answer.result);
  expect(kept).toEqual(snapshot);
  expect(h5RoomResult.parse(kept)).toEqual(kept);

  await host.put("/user/profile", { nickname: "改名", avatar: "https://cdn.example.com/b.jpg" });
  await sharer.post(`/room/${room.roomId}/token`);
  expect(await getRoomCache(test.deps, answer.result)).toEqual(snapshot);
  await host.post(`/room/${room.roomId}/close`);
  expect(await getRoomCache(test.deps, answer.result)).toEqual({ ...snapshot, closed: 1 });
});

it("each share is a snapshot of its own, also by GET", async () => {
  const { roomId } = await roomOf({ clubId: "" });
  const ids = new Set<string>();
  for (let n = 0; n < 2; n++) {
    ids.add((await sharer.post<string>(`/room/${roomId}/cache`)).result);
    ids.add((await sharer.get<string>(`/room/${roomId}/cache`)).result);
  }
  expect(ids.size).toBe(4);
  for (const roomCacheId of ids) expect(await getRoomCache(test.deps, roomCacheId)).toMatchObject({ roomId });
});

it("is closed as soon as nobody is left to host, whether or not a job has run", async () => {
  const { roomId } = await roomOf({ clubId: "" });
  const roomCacheId = (await host.post<string>(`/room/${roomId}/cache`)).result;
  test.clock.advance({ minutes: 10, ms: -1 });
  expect(await getRoomCache(test.deps, roomCacheId)).toMatchObject({ closed: 0, memberTotal: 1 });
  test.clock.advance({ ms: 1 });
  expect(await getRoomCache(test.deps, roomCacheId)).toMatchObject({ closed: 1, memberTotal: 1 });
});

it("is for those who can see the room", async () => {
  const { roomId } = await roomOf({ inviteOnly: 1 });
  expect(await sharer.post(`/room/${roomId}/cache`)).toMatchObject({ status: 0, result: 400000 });
  expect(await host.post(`/room/${roomId}/cache`)).toMatchObject({ status: 1 });
  expect(await host.post(`/room/${"0".repeat(32)}/cache`)).toMatchObject({ status: 0, result: 400000 });
});

it("lives for 30 days, and is removed then", async () => {
  const { roomId } = await roomOf({ clubId: "" });
  const roomCacheId = (await host.post<string>(`/room/${roomId}/cache`)).result;
  const kept = () => test.deps.db.roomCache.count({ where: { roomCacheId } });
  await expect(getRoomCache(test.deps, "0".repeat(32))).rejects.toMatchObject({ code: "roomUnknown" });
  test.clock.advance({ days: 30, ms: -1 });
  await dropSnapshots(test.deps);
  expect(await getRoomCache(test.deps, roomCacheId)).toMatchObject({ roomId });
  test.clock.advance({ ms: 1 });
  await expect(getRoomCache(test.deps, roomCacheId)).rejects.toMatchObject({ code: "roomUnknown" });
  expect(await kept()).toBe(1);
  await dropSnapshots(test.deps);
  expect(await kept()).toBe(0);
});
