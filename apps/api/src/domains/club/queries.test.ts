import { randomBytes } from "node:crypto";
import type { ClubPage, ClubResult } from "@chaoqer/contract/club";
import type { ProfilePage } from "@chaoqer/contract/user";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

/** A call finds out who calls, and answers with one statement, however long its list is. */

let test: TestApp;
let me: TestUser;
let clubId: string;

beforeAll(async () => {
  test = await startTestApp();
  me = await test.user();
  const input = { name: "圈子", cover: "https://cdn.example.com/cover.jpg" };
  clubId = (await me.post<ClubResult>("/club", input)).result.clubId;
  const { db, clock } = test.deps;
  const [createTime, joinTime, updateTime] = [clock.now(), clock.now(), clock.now()];
  const ids = Array.from({ length: 99 }, () => randomBytes(16).toString("hex"));
  const clubs = ids.map((id) => ({ clubId: id, uid: me.uid, ...input, memberTotal: 1, createTime }));
  await db.club.createMany({ data: clubs });
  await db.clubMember.createMany({ data: ids.map((id) => ({ clubId: id, uid: me.uid, joinTime })) });
  await db.account.createMany({
    data: ids.map((uid) => ({ uid, mobile: `+${uid}`, createTime, lastActiveTime: createTime })),
  });
  await db.profile.createMany({
    data: ids.map((uid) => ({ uid, nickname: "成员", avatar: input.cover, createTime, updateTime })),
  });
  await db.clubMember.createMany({ data: ids.map((uid) => ({ clubId, uid, joinTime })) });
});
afterAll(() => test.close());

it("gets a club with one statement", async () => {
  expect(await test.statements(() => me.get(`/club/${clubId}`))).toHaveLength(2);
});

it.each([1, 100])("lists %i clubs with one statement", async (count) => {
  const statements = await test.statements(async () => {
    expect((await me.get<ClubPage>("/club", { count })).result.list).toHaveLength(count);
  });
  expect(statements).toHaveLength(2);
});

it.each([1, 100])("lists %i members with one statement", async (count) => {
  const statements = await test.statements(async () => {
    expect((await me.get<ProfilePage>(`/club/${clubId}/member`, { count })).result.list).toHaveLength(count);
  });
  expect(statements).toHaveLength(2);
});
