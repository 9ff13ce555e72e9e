import type { EventResult } from "@chaoqer/contract/event";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { hashToken, newId } from "../account/rules";

/** Who may make which call on an event, and what they get. */

let test: TestApp;
const people: Record<string, TestUser> = {};
const uidOf = (who: string) => people[who]?.uid ?? "";

beforeAll(async () => {
  test = await startTestApp();
  for (const name of ["creator", "member", "stranger", "blocked", "limited"]) people[name] = await test.user();
  people.newcomer = await test.user({ profile: false });
  await people.creator?.post(`/user/${uidOf("blocked")}/block`);
  await test.deps.db.account.update({ where: { uid: uidOf("limited") }, data: { status: -1 } });
});
afterAll(() => test.close());

const details = (...uids: string[]) => ({
  name: `日程${newId()}`,
  eventTime: test.clock.now().getTime() + 60_000,
  memberUidList: uids,
});

/** A fresh event of the creator's, with the member and, so that limits alone decide, the limited user. */
async function newEvent(): Promise<string> {
  const uids = ["creator", "member", "limited"].map(uidOf);
  return (await people.creator?.post<EventResult>("/event", details(...uids)))?.result.eventId ?? "";
}

const CALLS = {
  create: ["POST", "/event", (who: string) => details(uidOf(who))],
  get: ["GET", "/event/{eventId}", () => ({})],
  list: ["GET", "/event", () => ({ count: 10 })],
  update: ["PUT", "/event/{eventId}", (who: string) => details(...new Set([uidOf("creator"), uidOf(who)]))],
  remove: ["DELETE", "/event/{eventId}", () => ({})],
  notify: ["POST", "/event/{eventId}/notify", () => ({})],
  start: ["POST", "/event/{eventId}/start", () => ({})],
} as const;
type Call = keyof typeof CALLS;
const names = Object.keys(CALLS) as Call[];

/** The HTTP status of a failure, the result of a refusal, else 200. */
async function answerTo(who: string, call: Call) {
  const [method, path, params] = CALLS[call];
  const at = path.replace("{eventId}", await newEvent());
  const { http, status, result } = (await people[who]?.call(method, at, params(who))) ?? {};
  return http === 200 && status === 0 ? result : http;
}

const reads = { get: 200, list: 200 };
const outsider = { create: 200, ...reads, update: 403, remove: 403, notify: 200, start: 403 };
const refused = { create: 403, update: 403, remove: 403, notify: 403, start: 403 };
const MATRIX: Record<string, Record<Call, number>> = {
  creator: { create: 200, ...reads, update: 200, remove: 200, notify: 0, start: 200 },
  member: { create: 200, ...reads, update: 200, remove: 403, notify: 0, start: 200 },
  stranger: outsider,
  blocked: outsider,
  limited: { ...refused, ...reads },
  newcomer: Object.fromEntries(names.map((call) => [call, 200000])) as Record<Call, number>,
};

describe.each(Object.entries(MATRIX))("%s", (who, expected) => {
  it.each(names)("%s", async (call) => {
    expect(await answerTo(who, call)).toBe(expected[call]);
  });
});

describe("without a user session", () => {
  it.each(names)("%s is 401, to a guest as to a WeChat visitor", async (call) => {
    const [method, path, params] = CALLS[call];
    const at = path.replace("{eventId}", await newEvent());
    const token = newId();
    const now = test.clock.now();
    const expireTime = new Date(now.getTime() + 60_000);
    const visitor = { tokenHash: hashToken(token), openid: "visitor", createTime: now, expireTime };
    await test.deps.db.wechatSession.create({ data: visitor });
    const headers = { authorization: `Bearer ${token}` };
    expect((await test.guest().call(method, at, params("creator"))).http).toBe(401);
    expect((await test.guest().call(method, at, params("creator"), { headers })).http).toBe(401);
  });
});
