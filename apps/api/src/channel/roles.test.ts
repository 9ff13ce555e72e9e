import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TestUser } from "../testing/harness";
import {
  enterRoom,
  newRoom,
  type Pair,
  pass,
  startPair,
  stopPair,
  type TestProcess,
  type TestSocket,
  told,
} from "./testing";

/** What hosts, speakers and audience may do to each other; the host is on one process, the others on a second. */

let pair: Pair;
let { test, users } = {} as Pair;
let roomId: string;
let host: TestSocket;
let ann: TestSocket;
let ben: TestSocket;
beforeAll(async () => {
  pair = await startPair();
  ({ test, users } = pair);
});
afterAll(() => stopPair(pair));

const [near, far] = [() => pair.all[0] as TestProcess, () => pair.all[1] as TestProcess];

beforeEach(async () => {
  await test.deps.db.profile.update({ where: { uid: users.host.uid }, data: { allowLive: false } });
  roomId = await newRoom(test, users.host);
  host = await enterRoom(near(), users.host, roomId);
  ann = await enterRoom(far(), users.ann, roomId);
  ben = await enterRoom(far(), users.ben, roomId);
  for (const one of [host, ann]) await one.next({ event: "connection", action: "join", sender: users.ben.uid });
  return () => {
    for (const one of [host, ann, ben]) one.drop();
  };
});

/** Ann speaks. */
async function annSpeaks(): Promise<void> {
  host.send({ event: "invite", action: "response", data: users.ann.uid });
  await ann.next({ event: "invite", action: "response", data: users.ann.uid });
  ann.send({ event: "role", action: 1, data: users.ann.uid });
  for (const one of [host, ann, ben]) await one.next({ event: "role", action: 1, data: users.ann.uid });
}
const refused = (socket: TestSocket, action: string) => socket.next({ event: "error", action });
const stored = (user: TestUser) =>
  test.deps.db.roomMember.findUniqueOrThrow({ where: { roomId_uid: { roomId, uid: user.uid } } });

describe("the stage", () => {
  it("is reached by invitation alone, and all are told", async () => {
    ann.send({ event: "role", action: 1, data: users.ann.uid });
    expect(await refused(ann, "role/1")).toMatchObject({ data: { message: "需要主持人邀请才能发言" } });
    await annSpeaks();
    expect(await stored(users.ann)).toMatchObject({ role: 1, invitedTime: null, handTime: null });
    ann.send({ event: "role", action: 0, data: users.ann.uid });
    await ben.next({ event: "role", action: 0, data: users.ann.uid });
    ann.send({ event: "role", action: 1, data: users.ann.uid });
    await refused(ann, "role/1");
  });

  it("nobody invites but hosts, and only the audience; nobody takes a role for another", async () => {
    ann.send({ event: "invite", action: "response", data: users.ben.uid });
    await refused(ann, "invite/response");
    host.send({ event: "role", action: 1, data: users.ann.uid });
    await refused(host, "role/1");
    host.send({ event: "role", action: 2, data: users.ann.uid });
    await refused(host, "role/2");
    await annSpeaks();
    host.send({ event: "invite", action: "response", data: users.ann.uid });
    await refused(host, "invite/response");
    ben.send({ event: "role", action: 0, data: users.ann.uid });
    await refused(ben, "role/0");
    expect(await stored(users.ann)).toMatchObject({ role: 1 });
  });

  it("hands reach hosts alone, in order, and a new host gets the queue", async () => {
    await annSpeaks();
    ben.send({ event: "invite", action: "request" });
    await host.next({ event: "invite", action: "request", sender: users.ben.uid });
    ben.send({ event: "invite", action: "request" });
    await ben.settled();
    host.send({ event: "role", action: 2, data: users.ann.uid });
    const list = await ann.next({ event: "invite", action: "list" });
    expect(list).toMatchObject({ data: [{ uid: users.ben.uid }] });
    expect(ann.has({ event: "invite", action: "request" })).toBe(false);
    ann.send({ event: "invite", action: "response", data: users.ben.uid });
    await ben.next({ event: "invite", action: "response", sender: users.ann.uid });
    await host.next({ event: "invite", action: "response", data: users.ben.uid });
    expect(host.frames.filter((frame) => frame.event === "invite" && frame.action === "request")).toHaveLength(1);
    expect(await stored(users.ben)).toMatchObject({ handTime: null });
  });

  it("a hand comes down again, and a host who comes back has the queue as it is by then", async () => {
    ben.send({ event: "invite", action: "request" });
    await host.next({ event: "invite", action: "request", sender: users.ben.uid });
    ann.send({ event: "invite", action: "request" });
    await host.next({ event: "invite", action: "request", sender: users.ann.uid });
    ben.send({ event: "invite", action: "cancel" });
    await host.next({ event: "invite", action: "cancel", sender: users.ben.uid });
    expect(ann.has({ event: "invite", action: "cancel" })).toBe(false);
    host.drop();
    host = await enterRoom(far(), users.host, roomId);
    expect(await host.next({ event: "invite", action: "list" })).toMatchObject({ data: [{ uid: users.ann.uid }] });
  });

  it("a host takes a speaker down, and with them what they show, the mute and their place in the live", async () => {
    await test.deps.db.profile.update({ where: { uid: users.host.uid }, data: { allowLive: true } });
    await annSpeaks();
    host.send({ event: "live", action: "open" });
    await ann.next({ event: "live", action: "open" });
    ann.send({ event: "tool", action: "image", data: "https://cdn.example.com/i.jpg" });
    ann.send({ event: "live", action: "up" });
    host.send({ event: "mute", data: users.ann.uid });
    await ben.next({ event: "live", action: "up", data: users.ann.uid });
    await ann.next({ event: "mute", action: 1, data: users.ann.uid });
    host.send({ event: "role", action: 0, data: users.ann.uid });
    for (const one of [host, ann, ben]) {
      await one.next({ event: "role", action: 0, sender: users.host.uid, data: users.ann.uid });
      await one.next({ event: "live", action: "down", data: users.ann.uid });
    }
    ben.drop();
    ben = await enterRoom(near(), users.ben, roomId);
    const member = { role: 0, tool: "", toolData: null, muted: 0 };
    expect(ben.frames[0]).toMatchObject({ data: { [users.ann.uid]: member } });
    expect(told(host).members[users.ann.uid]).toMatchObject(member);
    expect(await ben.next({ event: "live", action: "open" })).toMatchObject({ data: { upList: [users.host.uid] } });
    ann.send({ event: "tool", action: "icon", data: "👏" });
    await refused(ann, "tool/icon");
  });

  it("whoever has blocked the host is not invited", async () => {
    await users.ann.post(`/user/${users.host.uid}/block`);
    host.send({ event: "invite", action: "response", data: users.ann.uid });
    await host.settled();
    ann.send({ event: "role", action: 1, data: users.ann.uid });
    await refused(ann, "role/1");
    expect(ann.has({ event: "invite", action: "response" })).toBe(false);
    test.clock.advance({ seconds: 2 });
    await users.ann.delete(`/user/${users.host.uid}/block`);
  });

  it("the last host steps down only if a speaker can take over, who is host then", async () => {
    host.send({ event: "role", action: 0, data: users.host.uid });
    expect(await refused(host, "role/0")).toMatchObject({ data: { message: "活动需要至少一位主持人" } });
    await annSpeaks();
    host.send({ event: "role", action: 0, data: users.host.uid });
    await ben.next({ event: "role", action: 0, data: users.host.uid });
    await ben.next({ event: "role", action: 2, data: users.ann.uid });
    host.send({ event: "mute", data: users.ann.uid });
    await refused(host, "mute/1");
  });

  it("a limited account listens", async () => {
    await annSpeaks();
    const where = { uid: users.ann.uid };
    await test.deps.db.account.update({ where, data: { status: -1 } });
    ann.send({ event: "tool", action: "icon", data: "👏" });
    await refused(ann, "tool/icon");
    await test.deps.db.account.update({ where, data: { status: 1 } });
  });
});

describe("what hosts do", () => {
  it("mute whoever is on stage, for all to see, until it is lifted or they go down", async () => {
    host.send({ event: "mute", data: users.ann.uid });
    await refused(host, "mute/1");
    await annSpeaks();
    host.send({ event: "mute", data: users.ann.uid });
    await ben.next({ event: "mute", action: 1, data: users.ann.uid });
    expect(await stored(users.ann)).toMatchObject({ muted: true });
    ann.send({ event: "mute", action: 0, data: users.ann.uid });
    await refused(ann, "mute/0");
    host.send({ event: "mute", action: 0, data: users.ann.uid });
    await ann.next({ event: "mute", action: 0, data: users.ann.uid });
  });

  it("pin for all, also for those who come later, and take off", async () => {
    ann.send({ event: "pin", action: "add", data: "x" });
    await refused(ann, "pin/add");
    host.send({ event: "pin", action: "add", data: { title: "议程" } });
    const added = await ann.next({ event: "pin", action: "add" });
    ben.drop();
    ben = await enterRoom(far(), users.ben, roomId);
    const list = await ben.next({ event: "pin", action: "list" });
    expect(list).toMatchObject({ data: [{ uid: users.host.uid, data: { title: "议程" } }] });
    const { pinId } = (added as { data: { pinId: string } }).data;
    host.send({ event: "pin", action: "remove", data: pinId });
    await ben.next({ event: "pin", action: "remove", data: pinId });
    expect(await test.deps.db.roomPin.count({ where: { roomId } })).toBe(0);
  });

  it("go live where staff let them; it ends with them", async () => {
    host.send({ event: "live", action: "open", data: { title: "直播" } });
    await refused(host, "live/open");
    await test.deps.db.profile.update({ where: { uid: users.host.uid }, data: { allowLive: true } });
    host.send({ event: "live", action: "open", data: { title: "直播" } });
    await ann.next({ event: "live", action: "open", sender: users.host.uid });
    await annSpeaks();
    ann.send({ event: "live", action: "up" });
    await ben.next({ event: "live", action: "up", data: users.ann.uid });
    ben.send({ event: "live", action: "up" });
    await refused(ben, "live/up");
    ben.drop();
    ben = await enterRoom(far(), users.ben, roomId);
    const live = await ben.next({ event: "live", action: "open" });
    expect(live).toMatchObject({ data: { uid: users.host.uid, upList: [users.host.uid, users.ann.uid] } });
    host.send({ event: "live", action: "down", data: users.ann.uid });
    await ben.next({ event: "live", action: "down", data: users.ann.uid });
    host.send({ event: "connection", action: "leave" });
    await ben.next({ event: "live", action: "close" });
    await ben.next({ event: "role", action: 2, data: users.ann.uid });
  });

  it("end the live, which also ends when its opener becomes audience; speakers leave it by themselves", async () => {
    await test.deps.db.profile.update({ where: { uid: users.host.uid }, data: { allowLive: true } });
    await annSpeaks();
    host.send({ event: "live", action: "open" });
    await ben.next({ event: "live", action: "open" });
    ann.send({ event: "live", action: "up" });
    ann.send({ event: "live", action: "down" });
    for (const one of [host, ben]) await one.next({ event: "live", action: "down", sender: users.ann.uid });
    ann.send({ event: "live", action: "close" });
    await refused(ann, "live/close");
    host.send({ event: "live", action: "close" });
    for (const one of [ann, ben]) await one.next({ event: "live", action: "close" });
    host.send({ event: "live", action: "open" });
    await ben.next({ event: "live", action: "open" });
    host.send({ event: "role", action: 0, data: users.host.uid });
    for (const one of [ann, ben]) await one.next({ event: "live", action: "close", sender: users.host.uid });
    expect(await test.deps.db.room.findUniqueOrThrow({ where: { roomId } })).toMatchObject({ live: null });
  });

  it("kick for a time, also who has gone; neither token nor channel lets them in before", async () => {
    ben.send({ event: "kick", data: { uid: users.ann.uid, minutes: 5 } });
    await refused(ben, "kick");
    host.send({ event: "kick", data: { uid: users.ann.uid, minutes: 5 } });
    expect(await ann.end()).toMatchObject({ reason: "kicked" });
    await ben.next({ event: "connection", action: "leave", sender: users.ann.uid });
    ben.send({ event: "connection", action: "leave" });
    expect(await ben.end()).toMatchObject({ reason: "left" });
    host.send({ event: "kick", data: { uid: users.ben.uid, minutes: 5 } });
    await host.settled();
    for (const user of [users.ann, users.ben]) {
      test.clock.advance({ seconds: 2 });
      expect((await user.post(`/room/${roomId}/token`)).result).toBe(400001);
    }
    const back = await users.ann.post(`/room/${roomId}/token`, { again: 1 });
    expect(back.message).toBe("无法加入此活动(你已被移出)");
    test.clock.advance({ minutes: 5 });
    expect((await users.ann.post(`/room/${roomId}/token`)).status).toBe(1);
    const kicks = await test.deps.db.$queryRaw<{ data: object }[]>`
      SELECT data FROM pgboss.job WHERE name = 'agora-kick' AND data->>'cname' = ${roomId} AND data ? 'uid'`;
    expect(kicks.map((row) => row.data)).toContainEqual({ cname: roomId, uid: 2, minutes: 5 });
  });
});

describe("tools", () => {
  it("are for the stage; an icon goes after 15 seconds, an image stays", async () => {
    ann.send({ event: "tool", action: "icon", data: "👏" });
    await refused(ann, "tool/icon");
    await annSpeaks();
    ann.send({ event: "tool", action: "icon", data: "👏" });
    await ben.next({ event: "tool", action: "icon", sender: users.ann.uid, data: "👏" });
    await pass(test, pair.all, 14);
    expect(await stored(users.ann)).toMatchObject({ tool: "icon", toolData: "👏" });
    await pass(test, pair.all, 1);
    await ben.next({ event: "tool", action: "clear", sender: users.ann.uid });
    ann.send({ event: "tool", action: "image", data: "https://cdn.example.com/i.jpg" });
    await host.next({ event: "tool", action: "image" });
    await pass(test, pair.all, 30);
    expect(await stored(users.ann)).toMatchObject({ tool: "image" });
    ann.send({ event: "tool", action: "clear" });
    await host.next({ event: "tool", action: "clear", sender: users.ann.uid });
    expect(await stored(users.ann)).toMatchObject({ tool: null, toolData: null });
  });

  it("a link is collected for its preview", async () => {
    host.send({ event: "tool", action: "link", data: "example.com/channel-link" });
    await ann.next({ event: "tool", action: "link" });
    expect(await test.deps.db.link.count({ where: { link: "http://example.com/channel-link" } })).toBe(1);
  });
});
