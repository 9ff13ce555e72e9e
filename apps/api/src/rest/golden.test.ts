import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { visit } from "../domains/h5/testing";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import type { Reply } from "../testing/native-client";
import { shapeDifferences } from "../testing/shape";
import document from "./document.json" with { type: "json" };

/** Real answers have the shape and types of the document's examples. */

let test: TestApp;
let me: TestUser;
let other: TestUser;
let friend: TestUser;
let visitor: Awaited<ReturnType<typeof visit>>;
/** Makes names differ, so that no call is a repeat. */
const numbers = Array.from({ length: 1000 }, (_, index) => index).values();
const nextNumber = () => numbers.next().value;

beforeAll(async () => {
  test = await startTestApp();
  [me, other, friend] = [await test.user(), await test.user(), await test.user()];
  visitor = await visit(test);
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

const club = { name: "产品交流圈", cover: "https://cdn.example.com/cover.jpg" };

async function newClub(owner: TestUser): Promise<string> {
  const name = `圈子${nextNumber()}`;
  return (await owner.post<{ clubId: string }>("/club", { ...club, name })).result.clubId;
}

/** A room of a club, so that all that a room can show is there. */
async function newRoom(owner: TestUser): Promise<string> {
  const params = { name: `活动${nextNumber()}`, clubId: await newClub(owner) };
  return (await owner.post<{ roomId: string }>("/room", params)).result.roomId;
}

const event = (memberUidList: string[]) => ({
  name: `日程${nextNumber()}`,
  desc: "测试介绍",
  eventTime: test.clock.now().getTime() + 3_600_000,
  memberUidList,
});

async function newEvent(): Promise<string> {
  return (await me.post<{ eventId: string }>("/event", event([me.uid]))).result.eventId;
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
  "Club 1": () => me.post("/club", club),
  "Club 2": async () => me.get(`/club/${await newClub(friend)}`),
  "Club 3": async () => {
    await newClub(me);
    return me.get("/club", { count: 10 });
  },
  "Club 4": async () => me.get(`/club/${await newClub(friend)}/member`, { count: 10 }),
  "Club 5": async () => me.post(`/club/${await newClub(friend)}/join`),
  "Club 6": async () => me.post(`/club/${await newClub(me)}/leave`),
  "Room 1": async () => me.post("/room", { name: "产品活动", clubId: await newClub(me) }),
  "Room 2": async () => me.get(`/room/${await newRoom(me)}`),
  "Room 3": async () => {
    await newRoom(me);
    return me.get("/room", { count: 1 });
  },
  "Room 4": async () => me.post(`/room/${await newRoom(me)}/token`),
  "Room 5": async () => me.post(`/room/${await newRoom(me)}/close`),
  "Room 6": async () => me.post(`/room/${await newRoom(me)}/cache`),
  "Room 7": async () => {
    const guest = await test.user();
    await guest.post(`/user/${me.uid}/card`);
    return me.post(`/room/${await newRoom(me)}/invite/${guest.uid}`);
  },
  "Event 1": () => me.post("/event", event([me.uid, other.uid])),
  "Event 2": async () => me.put(`/event/${await newEvent()}`, event([me.uid])),
  "Event 3": async () => me.delete(`/event/${await newEvent()}`),
  "Event 4": async () => me.get(`/event/${await newEvent()}`),
  "Event 5": async () => {
    await newEvent();
    return me.get("/event", { count: 10 });
  },
  "Event 6": async () => (await test.user()).post(`/event/${await newEvent()}/notify`),
  "Event 7": async () => {
    const eventId = await newEvent();
    test.clock.advance({ minutes: 45 });
    return me.post(`/event/${eventId}/start`);
  },
  "Aliyun 1": () => me.post("/aliyun/image/upload", { imageDir: "cover" }),
  "Push 1": () => me.post("/push/140fe1da9e900000002"),
  "App 1": async () => {
    const now = test.clock.now();
    const version = {
      versionName: "0.1.7",
      versionDesc: "修复了一些已知问题",
      downloadUrl: "https://apps.example.com/app",
    };
    const times = { publishTime: now, createTime: now, updateTime: now };
    await test.deps.db.appVersion.create({
      data: { ...version, ...times, versionId: "1:19", clientType: 1, versionCode: 19 },
    });
    return test.guest().get("/app/version/upgrade");
  },
  "App 2": () =>
    me.post("/app/feedback", {
      originFeedbackType: 0,
      originId: "",
      feedbackType: 0,
      feedbackContent: "很好用",
      feedbackImageList: ["https://cdn.example.com/a.jpg"],
    }),
  "App 3": () =>
    me.post("/app/report", { originReportType: 1, originId: friend.uid, reportReasonType: 4, reason: "广告" }),
  "App 4": () => me.post(`/app/link/preview/${"a".repeat(32)}`),
  "H5 1": () => visitor.post("/h5/weixin/config", { url: `${test.deps.env.H5_URL}/room/1` }),
  "H5 2": async () => {
    const roomId = await newRoom(me);
    const { result } = await me.post<string>(`/room/${roomId}/cache`);
    return visitor.post(`/h5/room/${result}`);
  },
  "H5 3": async () => visitor.post(`/h5/club/${await newClub(friend)}`),
  "H5 4": () => visitor.post(`/h5/profile/${me.uid}`),
  "H5 5": async () => visitor.post(`/h5/event/${await newEvent()}`),
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
