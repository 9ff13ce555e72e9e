import type { ClubResult } from "@chaoqer/contract/club";
import type { RoomResult } from "@chaoqer/contract/room";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import { hashToken, newId } from "../account/rules";

/** Who may make which call on a room of each kind, and what they get. */

let test: TestApp;
let target: TestUser;
const people: Record<string, TestUser> = {};
const rooms: Record<string, string> = {};

const NAMES = [
  "host",
  "cohost",
  "speaker",
  "listener",
  "gone",
  "clubmate",
  "invited",
  "stranger",
  "blocked",
  "limited",
];

beforeAll(async () => {
  test = await startTestApp();
  target = await test.user();
  for (const name of NAMES) people[name] = await test.user();
  people.newcomer = await test.user({ profile: false });
  const { host, blocked, limited } = people as Record<string, TestUser> & { host: TestUser };
  const club = { name: "圈子", cover: "https://cdn.example.com/cover.jpg" };
  const { clubId } = (await host.post<ClubResult>("/club", club)).result;
  for (const name of NAMES.filter((each) => !["stranger", "invited"].includes(each))) {
    await people[name]?.post(`/club/${clubId}/join`);
    await target.post(`/user/${people[name]?.uid}/card`);
  }
  const uid = limited?.uid ?? "";
  await test.deps.db.clubMember.deleteMany({ where: { clubId, uid } });
  await host.post(`/user/${blocked?.uid}/block`);
  await test.deps.db.account.update({ where: { uid }, data: { status: -1 } });
  const kinds: Record<string, Record<string, string | number>> = {
    open: { clubId: "" },
    club: { clubId },
    private: { inviteOnly: 1 },
  };
  for (const [kind, params] of Object.entries(kinds)) {
    const { roomId } = (await host.post<RoomResult>("/room", { name: kind, ...params })).result;
    rooms[kind] = roomId;
    const joinTime = test.clock.now();
    const leaseUntil = new Date(joinTime.getTime() + 3_600_000);
    const roles = { cohost: 2, speaker: 1, listener: 0, gone: 2 };
    await test.deps.db.roomMember.updateMany({ where: { roomId }, data: { leaseUntil } });
    await test.deps.db.roomMember.createMany({
      data: Object.entries(roles).map(([name, role], index) => {
        const leftTime = name === "gone" ? joinTime : null;
        return { roomId, uid: people[name]?.uid ?? "", role, ruid: index + 2, joinTime, leaseUntil, leftTime };
      }),
    });
    const sent = { fromUid: host.uid, sendTime: joinTime, createTime: joinTime };
    if (kind === "private")
      await test.deps.db.roomInvite.create({ data: { roomId, uid: people.invited?.uid ?? "", ...sent } });
  }
});
afterAll(() => test.close());

const CALLS = {
  get: ["GET", ""],
  cache: ["POST", "/cache"],
  invite: ["POST", "/invite/{target}"],
  close: ["POST", "/close"],
  token: ["POST", "/token"],
} as const;
type Call = keyof typeof CALLS;
const names = Object.keys(CALLS) as Call[];
const pathOf = (kind: string, call: Call) => `/room/${rooms[kind]}${CALLS[call][1]}`.replace("{target}", target.uid);

/** The HTTP status of a failure, the result of a refusal, else 200; what the call did is undone. */
async function answerTo(who: string, kind: string, call: Call) {
  test.clock.advance({ seconds: 2 });
  const roomId = rooms[kind] ?? "";
  const before = await test.deps.db.roomMember.findMany({ where: { roomId } });
  const { http, status, result } = (await people[who]?.call(CALLS[call][0], pathOf(kind, call))) ?? {};
  await test.deps.db.room.update({ where: { roomId }, data: { closedTime: null, closeReason: null } });
  await test.deps.db.roomMember.deleteMany({ where: { roomId } });
  await test.deps.db.roomMember.createMany({
    data: before.map(({ toolData: _, ...member }) => member),
  });
  return http === 200 && status === 0 ? result : http;
}

const all = (answer: number) => ({ get: answer, cache: answer, invite: answer, close: answer, token: answer });
const inside = { ...all(200), close: 403 };
const outside = { ...all(200), invite: 403, close: 403 };
const nothing = { ...all(400000) };
/** A private room says that it is not for you when you try to get in. */
const shut = { ...nothing, token: 400001 };
const limited = { invite: 403, close: 403 };

const MATRIX: Record<string, Record<string, Record<Call, number>>> = {
  host: { open: all(200), club: all(200), private: all(200) },
  cohost: { open: all(200), club: all(200), private: all(200) },
  speaker: { open: inside, club: inside, private: inside },
  listener: { open: inside, club: inside, private: inside },
  gone: { open: outside, club: outside, private: shut },
  clubmate: { open: outside, club: outside, private: shut },
  invited: { open: outside, club: nothing, private: outside },
  stranger: { open: outside, club: nothing, private: shut },
  blocked: { open: { ...outside, token: 400001 }, club: { ...outside, token: 400001 }, private: shut },
  limited: { open: outside, club: { ...nothing, ...limited }, private: { ...shut, ...limited } },
  newcomer: { open: all(200000), club: all(200000), private: all(200000) },
};

describe.each(Object.entries(MATRIX))("%s", (who, kinds) => {
  describe.each(Object.entries(kinds))("%s", (kind, expected) => {
    it.each(names)("%s", async (call) => {
      expect(await answerTo(who, kind, call)).toBe(expected[call]);
    });
  });
});

describe("without a user session", () => {
  it.each(names)("%s is 401, to a guest as to a WeChat visitor", async (call) => {
    const token = newId();
    const now = test.clock.now();
    const expireTime = new Date(now.getTime() + 60_000);
    const visitor = { tokenHash: hashToken(token), openid: "visitor", createTime: now, expireTime };
    await test.deps.db.wechatSession.create({ data: visitor });
    const headers = { authorization: `Bearer ${token}` };
    expect((await test.guest().call(CALLS[call][0], pathOf("open", call))).http).toBe(401);
    expect((await test.guest().call(CALLS[call][0], pathOf("open", call), {}, { headers })).http).toBe(401);
  });

  it("creating and listing are 401 too", async () => {
    expect((await test.guest().post("/room", { name: "", clubId: "" })).http).toBe(401);
    expect((await test.guest().get("/room", { count: 1 })).http).toBe(401);
  });
});

it("creating is for normal accounts, listing for limited ones too", async () => {
  expect((await people.limited?.post("/room", { name: "", clubId: "" }))?.http).toBe(403);
  expect((await people.limited?.get("/room", { count: 1 }))?.status).toBe(1);
  expect((await people.newcomer?.post("/room", { name: "", clubId: "" }))?.result).toBe(200000);
  expect((await people.newcomer?.get("/room", { count: 1 }))?.result).toBe(200000);
});
