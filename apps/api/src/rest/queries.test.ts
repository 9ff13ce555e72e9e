import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillClub, fillEvent, fillPeople, fillRoom, fillUsers, fillVisitor } from "../testing/fill";
import { startTestApp, type TestApp, type TestUser } from "../testing/harness";
import { ENDPOINTS, type Endpoint } from "./endpoints";

/**
 * What a reading call asks of the database: who calls, and the answer in one statement, the same one however much there
 * is to answer.
 */

interface Reader extends Record<string, unknown> {
  user: TestUser;
  /** How much there is of everything that is theirs. */
  size: number;
}

let test: TestApp;
let visitor: string;
const readers: Reader[] = [];

async function readerOf(size: number): Promise<Reader> {
  const user = await test.user();
  const others = await fillUsers(test, size);
  await fillPeople(test, user, others);
  const all = [user.uid, ...others.slice(1)];
  const clubId = await fillClub(test, all);
  const roomId = await fillRoom(test, all, { clubId });
  const eventId = await fillEvent(test, all.slice(0, 50), roomId);
  for (let more = 1; more < size; more++) {
    const few = all.slice(0, 2);
    await fillEvent(test, few, await fillRoom(test, few, { clubId: await fillClub(test, few) }));
  }
  const roomCacheId = (await user.post<string>(`/room/${roomId}/cache`)).result;
  return { user, size, uid: all.at(-1), clubId, roomId, eventId, roomCacheId, linkMD5, jPushId: roomId.slice(0, 19) };
}

const linkMD5 = "a".repeat(32);
const page = () => `${test.deps.env.H5_URL}/room/1`;

const VERSIONS = 100;

async function fillVersions(): Promise<void> {
  const now = test.clock.now();
  const fields = { clientType: 1, versionName: "", versionDesc: "", downloadUrl: "" };
  const times = { publishTime: now, createTime: now, updateTime: now };
  const data = Array.from({ length: VERSIONS }, (_, index) => {
    return { ...fields, ...times, versionId: `1:${index + 1}`, versionCode: index + 1 };
  });
  await test.deps.db.appVersion.createMany({ data });
}

beforeAll(async () => {
  test = await startTestApp();
  await fillVersions();
  visitor = await fillVisitor(test);
  const now = test.clock.now();
  await test.deps.db.link.create({
    data: { linkMd5: linkMD5, link: "", askTime: now, fetchTime: now, createTime: now },
  });
  for (const size of [1, 100]) readers.push(await readerOf(size));
  await test.deps.providers.wechat.jsapiTicket();
});
afterAll(() => test.close());

interface Call {
  /** Statements of the answer, where it is not one. Undefined for those that also change something. */
  statements?: number | undefined;
  /** How many things the answer shows; all that the reader has, or the most that such an answer can show. */
  shown?: (result: never) => number;
  most?: number;
}

const list: Call = { shown: (result: { list: unknown[] }) => result.list.length };
const members: Call = { shown: (result: { memberTotal: number }) => result.memberTotal };
const guests: Call = { shown: (result: { memberUidList: unknown[] }) => result.memberUidList.length, most: 50 };

/** Every call that only reads, and those that count as such. */
const CALLS: Record<string, Call> = {
  "User 3": {},
  "User 4": list,
  "User 7": list,
  // All that User 7 has listed is read by then.
  "User 8": {},
  "User 11": list,
  "Club 2": members,
  "Club 3": list,
  "Club 4": list,
  "Room 2": members,
  "Room 3": list,
  "Room 4": { statements: undefined },
  "Room 6": { statements: undefined },
  "Event 4": guests,
  "Event 5": list,
  "Push 1": { statements: undefined },
  "App 1": {},
  "App 4": {},
  // The ticket is everybody's, and looked up apart.
  "H5 1": { statements: 0 },
  "H5 2": members,
  "H5 3": members,
  "H5 4": {},
  "H5 5": guests,
};

function ask(endpoint: Endpoint, reader: Reader) {
  const { user, size } = reader;
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => String(reader[name]));
  const count: Record<string, number> = CALLS[endpoint.name] === list ? { count: size } : {};
  const params = endpoint.name === "H5 1" ? { url: page() } : count;
  const visiting = { headers: { authorization: `Bearer ${visitor}` } };
  if (endpoint.auth === "wechat") return test.guest().call(endpoint.method, path, params, visiting);
  // As far behind the newest version.
  return user.call(endpoint.method, path, params, { headers: { "version-code": String(VERSIONS - size) } });
}

const reading = ENDPOINTS.filter(({ method, guarded, auth }) => method === "GET" || (!guarded && auth !== "none"));

it("the table has every call that reads", () => {
  expect(Object.keys(CALLS)).toEqual(reading.map(({ name }) => name));
});

describe.each(reading)("$name", (endpoint) => {
  const { shown, most = 100, ...call } = CALLS[endpoint.name] ?? {};
  const lookUp = endpoint.auth === "none" ? 0 : 1;
  const statements = "statements" in call ? call.statements : 1;

  it("answers 1 and 100 with the same statements", async () => {
    const asked: string[][] = [];
    for (const reader of readers) {
      const run = await test.statements(async () => {
        const { http, status, result } = await ask(endpoint, reader);
        expect({ http, status }).toEqual({ http: 200, status: 1 });
        if (shown) expect(shown(result as never)).toBe(Math.min(reader.size, most));
      });
      asked.push(run);
      if (statements !== undefined) expect(run).toHaveLength(lookUp + statements);
    }
    expect(asked[1]).toEqual(asked[0]);
  });
});
