import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import type { Reply } from "../testing/native-client";
import { shapeDifferences } from "../testing/shape";
import document from "./document.json" with { type: "json" };

/** Real answers have the shape and types of the document's examples. */

let test: TestApp;
let me: TestUser;
let other: TestUser;

beforeAll(async () => {
  test = await startTestApp();
  [me, other] = [await test.user(), await test.user()];
});
afterAll(() => test.close());

const profile = { nickname: "Toby", avatar: "https://cdn.example.com/a.jpg" };

async function freshCode(mobile: string): Promise<string> {
  await test.guest().post("/account/captcha", { mobile });
  await test.runJobs();
  const [sms] = await test.sandbox.inspect<{ code: string }>(`sms?mobile=${mobile}`);
  return sms?.code ?? "";
}

async function login(): Promise<Reply> {
  const captcha = await freshCode(other.mobile);
  return test.guest().post("/account/login/captcha", { mobile: other.mobile, captcha });
}

/** How each documented call is made so that it succeeds, by its name in the document. */
const CALLS: Record<string, () => Promise<Reply>> = {
  "Account 1": () => test.guest().post("/account/captcha", { countryCode: "86", mobile: me.mobile }),
  "Account 2": login,
  "Account 3": async () => (await test.user()).post("/account/logout"),
  "User 1": async () => (await test.user({ profile: false })).post("/user/profile/init", profile),
  "User 2": () => me.put("/user/profile", { ...profile, bio: "你好哇..." }),
  "User 3": () => me.get(`/user/${other.uid}/profile`),
  "User 4": async () => {
    await me.post(`/user/${other.uid}/block`);
    return me.get("/user/block", { count: 10 });
  },
  "User 5": async () => me.post(`/user/${(await test.user()).uid}/block`),
  "User 6": () => me.delete(`/user/${other.uid}/block`),
  "User 7": async () => {
    await (await test.user()).post(`/user/${me.uid}/card`);
    return me.get("/user/message", { count: 10 });
  },
  "User 8": () => me.get("/user/message/unread_total"),
  "User 9": async () => me.post(`/user/${(await test.user()).uid}/card`),
  "User 10": () => me.delete(`/user/${other.uid}/card`),
  "User 11": () => me.get("/user/card", { count: 10 }),
  "Push 1": () => me.post("/push/140fe1da9e900000002"),
};

describe("real answers beside the document's examples", () => {
  const documented = document.map((call) => [`${call.group} ${call.number}`, call.example] as const);

  it.each(documented)("%s", async (name, example) => {
    const call = CALLS[name];
    if (!call) throw new Error(`${name} is not called here`);
    const { http, headers: _, ...answer } = await call();
    expect(http).toBe(200);
    expect(shapeDifferences(example, answer)).toEqual([]);
    expect(example.message.split("/")).toContain(answer.message);
  });
});
