import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../domains/account/rules";
import { fillClub, fillEvent, fillRoom, fillUsers } from "../testing/fill";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { ENDPOINTS } from "./endpoints";

/** Every list keeps its place while things come and go between its pages: none is shown twice, none is missed. */

let test: TestApp;
let me: TestUser;
beforeAll(async () => {
  test = await startTestApp();
  me = await test.user();
});
afterAll(() => test.close());

/** A list's things, by the id that a page shows. Three at a time have one and the same moment. */
interface Things {
  path: string;
  /** Puts one there. */
  add(time: Date): Promise<string>;
  remove(id: string): Promise<unknown>;
}

const person = async () => (await fillUsers(test, 1))[0] ?? "";
const db = () => test.deps.db;

const LISTS: Record<string, () => Promise<Things>> = {
  "User 4": async () => ({
    path: "/user/block",
    add: async (createTime) => {
      const data = { uid: me.uid, blockedUid: await person(), createTime };
      return (await db().block.create({ data })).blockedUid;
    },
    remove: (blockedUid) => db().block.deleteMany({ where: { uid: me.uid, blockedUid } }),
  }),
  "User 7": async () => ({
    path: "/user/message",
    add: async (createTime) => {
      const data = { uid: me.uid, originPushType: 1, title: "公告", content: "", createTime };
      return String((await db().message.create({ data })).messageId);
    },
    remove: (id) => db().message.delete({ where: { messageId: BigInt(id) } }),
  }),
  "User 11": async () => ({
    path: "/user/card",
    add: async (time) => {
      const data = { senderUid: await person(), holderUid: me.uid, sendTime: time, heldSince: time };
      return (await db().card.create({ data })).senderUid;
    },
    remove: (senderUid) => db().card.updateMany({ where: { senderUid }, data: { heldSince: null } }),
  }),
  "Club 3": async () => ({
    path: "/club",
    add: async (joinTime) => {
      const clubId = await fillClub(test, [await person()]);
      return (await db().clubMember.create({ data: { clubId, uid: me.uid, joinTime } })).clubId;
    },
    remove: (clubId) => db().clubMember.deleteMany({ where: { clubId, uid: me.uid } }),
  }),
  "Club 4": async () => {
    const clubId = await fillClub(test, [await person()]);
    await db().clubMember.deleteMany({ where: { clubId } });
    return {
      path: `/club/${clubId}/member`,
      add: async (joinTime) => (await db().clubMember.create({ data: { clubId, uid: await person(), joinTime } })).uid,
      remove: (uid) => db().clubMember.deleteMany({ where: { clubId, uid } }),
    };
  },
  "Room 3": async () => ({
    path: "/room",
    add: async (createTime) => {
      const roomId = await fillRoom(test, [await person()]);
      return (await db().room.update({ where: { roomId }, data: { createTime } })).roomId;
    },
    remove: (roomId) =>
      db().room.update({ where: { roomId }, data: { closedTime: test.clock.now(), closeReason: "host" } }),
  }),
  "Event 5": async () => ({
    path: "/event",
    add: async (time) => {
      const eventId = await fillEvent(test, [me.uid]);
      // Soonest first: what is newest elsewhere is soonest here.
      const eventTime = new Date(2 * test.clock.now().getTime() - time.getTime() + 600_000);
      return (await db().event.update({ where: { eventId }, data: { eventTime } })).eventId;
    },
    remove: (eventId) => db().event.update({ where: { eventId }, data: { deletedTime: test.clock.now() } }),
  }),
};

it("the table has every list", () => {
  const lists = ENDPOINTS.filter(({ title }) => title.startsWith("分页"));
  expect(Object.keys(LISTS)).toEqual(lists.map(({ name }) => name));
});

interface Page {
  list: { sequenceId: string }[];
}

/** The id within a place: after the time, or the whole for messages. */
const idOf = ({ sequenceId }: { sequenceId: string }) => sequenceId.split(":").at(-1) ?? "";

describe.each(Object.entries(LISTS))("%s", (_, make) => {
  it("shows everything once, whatever comes and goes meanwhile", async () => {
    const { path, add, remove } = await make();
    const base = test.clock.now().getTime() - 60_000;
    for (let step = 0; step < 9; step++) await add(new Date(base + 1000 * Math.floor(step / 3)));
    const read = async (params: { count: number; lastId?: string }) => (await me.get<Page>(path, params)).result.list;
    const before = (await read({ count: 100 })).map(idOf);
    expect(before).toHaveLength(9);

    const seen: string[] = [];
    const gone = new Set<string>();
    for (let lastId = ""; ; ) {
      const items = await read({ count: 2, lastId });
      if (items.length === 0) break;
      seen.push(...items.map(idOf));
      lastId = items.at(-1)?.sequenceId ?? "";
      // One that comes, one that has been seen and goes, with every page; and on the first two, one that was to come.
      await add(new Date(base + 10_000 + seen.length));
      await remove(seen.at(-1) ?? "");
      const next = before[seen.length + gone.size];
      if (gone.size < 2 && next) {
        await remove(next);
        gone.add(next);
      }
    }
    expect(seen).toEqual(before.filter((id) => !gone.has(id)));
    expect(gone.size).toBe(2);
  });
});

it("a place that nothing is at any more is a place still", async () => {
  const { path, add, remove } = await (LISTS["User 11"] as () => Promise<Things>)();
  const time = test.clock.now();
  const ids = [await add(time), await add(time), await add(time)].sort().reverse();
  const lastId = `${time.getTime()}:${ids[1]}`;
  await remove(ids[1] ?? "");
  const { list } = (await me.get<Page>(path, { count: 1, lastId })).result;
  expect(list.map(idOf)).toEqual([ids[2]]);
  expect((await me.get<Page>(path, { count: 1, lastId: `${time.getTime()}:${newId()}` })).status).toBe(1);
});
