import { createHash } from "node:crypto";
import type { ClubResult } from "@chaoqer/contract/club";
import type { EventResult } from "@chaoqer/contract/event";
import type { H5ClubPageResult, H5EventResult, H5RoomResult, WeixinConfigResult } from "@chaoqer/contract/h5";
import type { RoomResult } from "@chaoqer/contract/room";
import { createDb } from "@chaoqer/db/client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { getClub } from "../club/reads";
import { getRoomCache } from "../room/reads";
import { getProfile } from "../user/reads";
import { getEventPage } from "./reads";
import type { InvitationResult } from "./schemas";
import { trpc, visit } from "./testing";

/** docs/api/h5.md. */

const nobody = "0".repeat(32);

let test: TestApp;
let visitor: Awaited<ReturnType<typeof visit>>;
beforeAll(async () => {
  test = await startTestApp({ env: { WECHAT_JSSDK_HOSTS: "h5.chaoqer.com, localhost:4001" } });
  visitor = await visit(test);
});
afterEach(() => test.sandbox.healFaults());
afterAll(() => test.close());

const cover = "https://cdn.example.com/cover.jpg";
const newClub = async (user: TestUser, name = "产品交流圈") =>
  (await user.post<ClubResult>("/club", { name, cover })).result;
const newRoom = async (user: TestUser, params: Record<string, string | number> = { name: "产品活动", clubId: "" }) =>
  (await user.post<RoomResult>("/room", params)).result;
const share = async (user: TestUser, roomId: string) => (await user.post<string>(`/room/${roomId}/cache`)).result;
const newEvent = async (user: TestUser, others: TestUser[] = []) => {
  const memberUidList = [...others, user].map(({ uid }) => uid);
  const eventTime = test.clock.now().getTime() + 86_400_000;
  return (await user.post<EventResult>("/event", { name: "周会", desc: "聊聊", eventTime, memberUidList })).result;
};

describe("the JS SDK configuration", () => {
  const url = "https://h5.chaoqer.com/room/1?from=timeline";

  it.each(["POST", "GET"] as const)("is signed for the page's address (%s)", async (method) => {
    const call = method === "GET" ? visitor.get : visitor.post;
    const { http, status, result } = await call<WeixinConfigResult>("/h5/weixin/config", { url: `${url}#/top` });
    expect({ http, status }).toEqual({ http: 200, status: 1 });
    const { nonceStr, timestamp, jsapi_ticket } = result;
    const signed = `jsapi_ticket=${jsapi_ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;
    expect(result).toEqual({
      appId: test.deps.env.WECHAT_APP_ID,
      timestamp: String(Math.floor(test.clock.now().getTime() / 1000)),
      nonceStr: expect.stringMatching(/^[a-f0-9]{32}$/),
      jsapi_ticket: expect.stringMatching(/^[\w-]{86}$/),
      signature: createHash("sha1").update(signed).digest("hex"),
      url,
    });
  });

  it("has a nonce of its own each time, and is no repeat", async () => {
    const replies = await Promise.all(
      [1, 2, 3].map(() => visitor.post<WeixinConfigResult>("/h5/weixin/config", { url })),
    );
    expect(new Set(replies.map(({ result }) => result.nonceStr)).size).toBe(3);
    expect(new Set(replies.map(({ result }) => result.jsapi_ticket)).size).toBe(1);
  });

  it.each([
    ["https://evil.example/", "页面地址的域名不在允许范围内"],
    ["https://h5.chaoqer.com@evil.example/", "页面地址不正确"],
    ["", "页面地址不正确"],
  ])("is refused for %j", async (foreign, message) => {
    const reply = await visitor.post("/h5/weixin/config", { url: foreign });
    expect(reply).toMatchObject({ http: 200, status: 0, result: 0, message });
  });

  it("needs the parameter, a session and a sign with the default secret", async () => {
    expect(await visitor.post("/h5/weixin/config")).toMatchObject({ http: 400 });
    expect(await test.guest().post("/h5/weixin/config", { url })).toMatchObject({ http: 401 });
    const headers = { authorization: `Bearer ${visitor.token}` };
    expect(await test.guest().send("POST", "/h5/weixin/config", { url }, { headers })).toMatchObject({ http: 400 });
    const user = await test.user();
    const wrong = await user.call("POST", "/h5/weixin/config", { url }, { headers });
    expect(wrong).toMatchObject({ http: 401 });
  });

  it("is unavailable while there is no ticket", async () => {
    await test.deps.db.wechatCredential.deleteMany();
    await test.sandbox.fault({ target: "wechat", mode: "down" });
    const reply = await visitor.post("/h5/weixin/config", { url });
    expect(reply).toMatchObject({ http: 503, status: 0, message: "微信服务暂时不可用，请稍后再试" });
    expect(reply.headers["retry-after"]).toBeDefined();
  });
});

describe("a shared room", () => {
  it("is the snapshot, who shared it, and whether it is closed by now", async () => {
    const host = await test.user();
    const room = await newRoom(host);
    const roomCacheId = await share(host, room.roomId);
    const reply = await visitor.post<H5RoomResult>(`/h5/room/${roomCacheId}`);
    expect(reply).toMatchObject({ http: 200, status: 1, message: "Success" });
    expect(reply.result).toMatchObject({ ...room, roomCacheId, fromMember: { uid: host.uid }, closed: 0 });

    test.clock.advance({ seconds: 2 });
    expect(await host.post(`/room/${room.roomId}/close`)).toMatchObject({ status: 1 });
    const { result } = await visitor.get<H5RoomResult>(`/h5/room/${roomCacheId}`);
    expect(result).toEqual({ ...reply.result, closed: 1 });
  });

  it("is unknown without a snapshot of that id, and after 30 days", async () => {
    const host = await test.user();
    const roomCacheId = await share(host, (await newRoom(host)).roomId);
    const unknown = { http: 200, status: 0, result: 400000 };
    expect(await visitor.post(`/h5/room/${nobody}`)).toMatchObject(unknown);
    test.clock.advance({ days: 30 });
    const later = await visit(test);
    expect(await later.post(`/h5/room/${roomCacheId}`)).toMatchObject(unknown);
    visitor = later;
  });
});

describe("what a stranger sees", () => {
  it("of a club", async () => {
    const club = await newClub(await test.user());
    const reply = await visitor.post<ClubResult>(`/h5/club/${club.clubId}`);
    expect(reply).toMatchObject({ http: 200, status: 1, result: { ...club, joined: 0 } });
    expect(await visitor.get(`/h5/club/${club.clubId}`)).toMatchObject({ status: 1, result: reply.result });
    expect(await visitor.post(`/h5/club/${nobody}`)).toMatchObject({ http: 200, result: 500000 });
  });

  it("of a club's own page, with the six who joined last", async () => {
    const club = await newClub(await test.user());
    const members = await Promise.all(Array.from({ length: 7 }, () => test.user()));
    for (const member of members) {
      test.clock.advance({ ms: 1 });
      await member.post(`/club/${club.clubId}/join`);
    }
    const headers = { authorization: `Bearer ${visitor.token}` };
    const page = await trpc<H5ClubPageResult>(test, "h5.clubPage", { clubId: club.clubId }, { query: true, headers });
    expect(page.data).toMatchObject({ clubId: club.clubId, memberTotal: 8, joined: 0 });
    expect(page.data?.memberList.map(({ uid }) => uid)).toEqual(
      members
        .map(({ uid }) => uid)
        .reverse()
        .slice(0, 6),
    );
    expect(await trpc(test, "h5.clubPage", { clubId: nobody }, { query: true, headers })).toMatchObject({
      error: { domain: "clubUnknown" },
    });
    expect((await trpc(test, "h5.clubPage", { clubId: club.clubId }, { query: true })).http).toBe(401);
  });

  it("of a user", async () => {
    const user = await test.user({ nickname: "<b>铭恺</b>" });
    const expected = { uid: user.uid, nickname: "<b>铭恺</b>", bio: "", blocked: 0, sendCard: 0 };
    for (const call of [visitor.post, visitor.get])
      expect(await call(`/h5/profile/${user.uid}`)).toMatchObject({ http: 200, status: 1, result: expected });
    const bare = await test.user({ profile: false });
    for (const uid of [nobody, "0".repeat(24), bare.uid])
      expect(await visitor.post(`/h5/profile/${uid}`)).toMatchObject({ http: 200, result: 200002 });
  });

  it("of an event, with its members in their order", async () => {
    const [creator, first, second] = [await test.user(), await test.user(), await test.user()];
    const event = await newEvent(creator, [first, second]);
    const { result } = await visitor.post<H5EventResult>(`/h5/event/${event.eventId}`);
    const { memberList, ...rest } = result;
    expect(rest).toEqual({ ...event, notify: 0 });
    expect(memberList.map(({ uid }) => uid)).toEqual([first.uid, second.uid, creator.uid]);
    expect(memberList[0]).toMatchObject({ nickname: first.nickname, blocked: 0, sendCard: 0 });
    expect(await visitor.get(`/h5/event/${event.eventId}`)).toMatchObject({ status: 1, result });
    expect(await visitor.post(`/h5/event/${nobody}`)).toMatchObject({ http: 200, result: 600000 });
    test.clock.advance({ seconds: 2 });
    expect(await creator.delete(`/event/${event.eventId}`)).toMatchObject({ status: 1 });
    expect(await visitor.post(`/h5/event/${event.eventId}`)).toMatchObject({ http: 200, result: 600000 });
  });
});

describe("a page", () => {
  it("costs one query, whatever its kind", async () => {
    const [host, guest] = [await test.user(), await test.user()];
    const { clubId } = await newClub(host);
    const room = await newRoom(host, { name: "圈内", clubId });
    const roomCacheId = await share(host, room.roomId);
    const { eventId } = await newEvent(host, [guest]);
    let queries = 0;
    const db = createDb(test.deps.env.DATABASE_URL, { max: 1, onQuery: () => void queries++ });
    const ctx = { db, clock: test.clock };
    const reads = [
      () => getClub(ctx, null, clubId),
      () => getProfile(ctx, null, host.uid),
      () => getRoomCache(ctx, roomCacheId),
      () => getEventPage(ctx, eventId),
    ];
    const counts: number[] = [];
    for (const read of reads) {
      queries = 0;
      await read();
      counts.push(queries);
    }
    await db.$disconnect();
    expect(counts).toEqual([1, 1, 1, 1]);
  });

  it("and its configuration come in one HTTP call", async () => {
    const user = await test.user();
    const url = "http://localhost:4001/profile/1";
    const input = JSON.stringify({ 0: { json: { uid: user.uid } }, 1: { json: { url } } });
    const response = await test.app.inject({
      url: `/trpc/h5.profile,h5.weixinConfig?batch=1&input=${encodeURIComponent(input)}`,
      headers: { cookie: `chaoqer_wx=${visitor.token}` },
    });
    const [profile, config] = response.json<{ result: { data: { json: Record<string, string> } } }[]>();
    expect(profile?.result.data.json.nickname).toBe(user.nickname);
    expect(config?.result.data.json.url).toBe(url);
  });
});

describe("an invitation", () => {
  const invitation = (kind: string, id: string) =>
    trpc<InvitationResult>(test, "h5.invitation", { kind, id }, { query: true });

  it("says no more than what to open", async () => {
    const host = await test.user({ nickname: "铭恺" });
    const club = await newClub(host);
    const { eventId } = await newEvent(host);
    const room = await newRoom(host);
    const nameless = await newRoom(host, { name: "", clubId: club.clubId });
    const hidden = await newRoom(host, { name: "不可告人", inviteOnly: 1 });
    const avatar = "https://cdn.example.com/a.jpg";
    const cases: [string, string, Omit<InvitationResult, "kind">][] = [
      ["club", club.clubId, { title: club.name, image: cover, deepLink: `chaoqer://club/${club.clubId}` }],
      ["profile", host.uid, { title: "铭恺", image: avatar, deepLink: `chaoqer://profile/${host.uid}` }],
      ["event", eventId, { title: "周会", deepLink: `chaoqer://event/${eventId}` }],
      [
        "room",
        await share(host, room.roomId),
        { title: "产品活动", image: avatar, deepLink: `chaoqer://room/${room.roomId}`, closed: 0 },
      ],
      [
        "room",
        await share(host, nameless.roomId),
        { title: "铭恺分享的活动", image: cover, deepLink: `chaoqer://room/${nameless.roomId}`, closed: 0 },
      ],
      [
        "room",
        await share(host, hidden.roomId),
        { title: "私密活动", deepLink: `chaoqer://room/${hidden.roomId}`, closed: 0 },
      ],
    ];
    for (const [kind, id, expected] of cases) expect((await invitation(kind, id)).data).toEqual({ kind, ...expected });
  });

  it.each([
    ["room", "roomUnknown"],
    ["club", "clubUnknown"],
    ["profile", "userUnknown"],
    ["event", "eventUnknown"],
  ])("to an unknown %s is none", async (kind, domain) => {
    for (const id of [nobody, "x", ""]) expect((await invitation(kind, id)).error?.domain).toBe(domain);
  });
});

it("ways into the app are counted by branch", async () => {
  const branches = ["openTag", "overlay", "universalLink", "scheme", "scheme", "download"];
  for (const branch of branches) expect((await trpc(test, "h5.opened", { branch })).http).toBe(200);
  expect((await trpc(test, "h5.opened", { branch: "other" })).http).not.toBe(200);
  const { payload } = await test.app.inject({ url: "/metrics" });
  const lines = payload.split("\n").filter((line) => line.startsWith("chaoqer_app_opens_total"));
  expect(lines.sort()).toEqual([
    'chaoqer_app_opens_total{branch="download"} 1',
    'chaoqer_app_opens_total{branch="openTag"} 1',
    'chaoqer_app_opens_total{branch="overlay"} 1',
    'chaoqer_app_opens_total{branch="scheme"} 2',
    'chaoqer_app_opens_total{branch="universalLink"} 1',
  ]);
});
