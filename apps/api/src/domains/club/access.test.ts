import type { ClubResult } from "@chaoqer/contract/club";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { hashToken, newId } from "../account/rules";

/** Who may make which call on a club, and what they get. */

let test: TestApp;
let clubId: string;
const people: Record<string, TestUser> = {};

beforeAll(async () => {
  test = await startTestApp();
  for (const name of ["creator", "member", "stranger", "blocked", "limited"]) people[name] = await test.user();
  people.newcomer = await test.user({ profile: false });
  const input = { name: "圈子", cover: "https://cdn.example.com/cover.jpg" };
  clubId = (await people.creator?.post<ClubResult>("/club", input))?.result.clubId ?? "";
  await people.member?.post(`/club/${clubId}/join`);
  await people.creator?.post(`/user/${people.blocked?.uid}/block`);
  await test.deps.db.account.update({ where: { uid: people.limited?.uid ?? "" }, data: { status: -1 } });
});
afterAll(() => test.close());

const CALLS = {
  create: ["POST", "/club", { name: "别的圈子", cover: "https://cdn.example.com/cover.jpg" }],
  get: ["GET", "/club/{clubId}", {}],
  list: ["GET", "/club", { count: 10 }],
  members: ["GET", "/club/{clubId}/member", { count: 10 }],
  leave: ["POST", "/club/{clubId}/leave", {}],
  join: ["POST", "/club/{clubId}/join", {}],
} as const;
type Call = keyof typeof CALLS;
const names = Object.keys(CALLS) as Call[];
const at = (path: string) => path.replace("{clubId}", clubId);

/** The HTTP status of a failure, the result of a refusal, else 200. */
async function answerTo(who: string, call: Call) {
  // The same call twice within a second is a repeat.
  test.clock.advance({ seconds: 2 });
  const [method, path, params] = CALLS[call];
  const { http, status, result } = (await people[who]?.call(method, at(path), { ...params })) ?? {};
  return http === 200 && status === 0 ? result : http;
}

const reads = { get: 200, list: 200, members: 200 };
const MATRIX: Record<string, Record<Call, number>> = {
  creator: { create: 200, ...reads, leave: 0, join: 200 },
  member: { create: 200, ...reads, leave: 200, join: 200 },
  stranger: { create: 200, ...reads, leave: 500000, join: 200 },
  blocked: { create: 200, ...reads, leave: 500000, join: 200 },
  limited: { create: 403, ...reads, leave: 403, join: 403 },
  newcomer: { create: 200000, get: 200000, list: 200000, members: 200000, leave: 200000, join: 200000 },
};

describe.each(Object.entries(MATRIX))("%s", (who, expected) => {
  it.each(names)("%s", async (call) => {
    expect(await answerTo(who, call)).toBe(expected[call]);
  });
});

describe("without a user session", () => {
  it.each(names)("%s is 401, to a guest as to a WeChat visitor", async (call) => {
    const [method, path, params] = CALLS[call];
    const token = newId();
    const now = test.clock.now();
    const expireTime = new Date(now.getTime() + 60_000);
    const visitor = { tokenHash: hashToken(token), openid: "visitor", createTime: now, expireTime };
    await test.deps.db.wechatSession.create({ data: visitor });
    const headers = { authorization: `Bearer ${token}` };
    expect((await test.guest().call(method, at(path), { ...params })).http).toBe(401);
    expect((await test.guest().call(method, at(path), { ...params }, { headers })).http).toBe(401);
  });
});
