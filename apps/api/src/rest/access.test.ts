import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { traces } from "../testing/traces";
import { MEMBERS, makeWorld, OUTSIDERS, type Person, VISITORS, type World } from "../testing/world";
import { procedureOf } from "./bridge";
import { kindsOf } from "./coerce";
import { ENDPOINTS, type Endpoint } from "./endpoints";

/**
 * Every call that takes an id, by everybody: who gets an answer, and how the others are refused. Whatever is refused
 * leaves no trace.
 */

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.test.close());

/** What a call gets: an answer, the HTTP status of a failure, or the result of a refusal. */
type Outcome = "ok" | number;
const ok = "ok";

interface Target {
  /** Path parameters. */
  path?: Record<string, string>;
  params?: Record<string, string | number | string[]>;
}

const nobody = "f".repeat(32);
const later = () => world.test.clock.now().getTime() + 120_000;
const unique = () => `名${randomBytes(4).toString("hex")}`;

const uidOf = (who: string) => world.uidOf(who as Person);

const user = async (): Promise<Target> => ({ path: { uid: world.uidOf("owner") } });
const club = async (): Promise<Target> => ({ path: { clubId: await world.newClub() } });
const event = async (): Promise<Target> => ({ path: { eventId: await world.newEvent() } });
const cache = async (): Promise<Target> => ({ path: { roomCacheId: await world.newCache() } });
const room = {
  open: async (): Promise<Target> => ({ path: { roomId: await world.newRoom("open"), uid: world.guestOfAll.uid } }),
  club: async (): Promise<Target> => ({ path: { roomId: await world.newRoom("club"), uid: world.guestOfAll.uid } }),
  private: async (): Promise<Target> => ({
    path: { roomId: await world.newRoom("private"), uid: world.guestOfAll.uid },
  }),
};
const eventFields = (who: Person) => ({
  name: unique(),
  eventTime: later(),
  memberUidList: [...new Set(["owner", who].map(uidOf))],
});
const aboutRoom = (kind: keyof typeof room, more: Record<string, string | number>) => async (): Promise<Target> => ({
  params: { originId: (await room[kind]()).path?.roomId ?? "", ...more },
});
const feedback = (kind: keyof typeof room) =>
  aboutRoom(kind, { originFeedbackType: 1, feedbackType: 0, feedbackContent: "卡" });
const report = (kind: keyof typeof room) =>
  aboutRoom(kind, { originReportType: 2, reportReasonType: 4, reason: "广告" });
const reportUser = async (): Promise<Target> => ({
  params: { originReportType: 1, originId: world.uidOf("owner"), reportReasonType: 4, reason: "广告" },
});

/** Name of the endpoint and of the case, what it is about, and the outcomes in the order of the heading. */
type Row = [string, (who: Person) => Promise<Target>, ...Outcome[]];

// biome-ignore format: a table
const USER_CALLS: Row[] = [
  //                      owner   member  stranger blocked limited newcomer
  ["User 3", user,        ok,     ok,     ok,      ok,     ok,     200000],
  ["User 5", user,        0,      ok,     ok,      ok,     403,    200000],
  ["User 6", user,        0,      ok,     ok,      ok,     403,    200000],
  ["User 9", user,        0,      ok,     ok,      ok,     403,    200000],
  ["User 10", user,       ok,     ok,     ok,      ok,     403,    200000],

  ["Club 2", club,        ok,     ok,     ok,      ok,     ok,     200000],
  ["Club 4", club,        ok,     ok,     ok,      ok,     ok,     200000],
  ["Club 5", club,        ok,     ok,     ok,      ok,     403,    200000],
  ["Club 6", club,        0,      ok,     500000,  ok,     403,    200000],

  ["Room 1", async () => ({ params: { name: unique(), clubId: await world.newClub() } }),
                          ok,     ok,     500000,  ok,     403,    200000],
  ["Room 2 open", room.open,
                          ok,     ok,     ok,      ok,     ok,     200000],
  ["Room 2 club", room.club,
                          ok,     ok,     400000,  ok,     ok,     200000],
  ["Room 2 private", room.private,
                          ok,     ok,     400000,  400000, ok,     200000],
  ["Room 4 open", room.open,
                          ok,     ok,     ok,      400001, ok,     200000],
  ["Room 4 club", room.club,
                          ok,     ok,     400000,  400001, ok,     200000],
  ["Room 4 private", room.private,
                          ok,     ok,     400001,  400001, ok,     200000],
  ["Room 5 open", room.open,
                          ok,     403,    403,     403,    403,    200000],
  ["Room 5 club", room.club,
                          ok,     403,    400000,  403,    403,    200000],
  ["Room 5 private", room.private,
                          ok,     403,    400000,  400000, 403,    200000],
  ["Room 6 open", room.open,
                          ok,     ok,     ok,      ok,     ok,     200000],
  ["Room 6 club", room.club,
                          ok,     ok,     400000,  ok,     ok,     200000],
  ["Room 6 private", room.private,
                          ok,     ok,     400000,  400000, ok,     200000],
  ["Room 7 open", room.open,
                          ok,     ok,     403,     403,    403,    200000],
  ["Room 7 club", room.club,
                          ok,     ok,     400000,  403,    403,    200000],
  ["Room 7 private", room.private,
                          ok,     ok,     400000,  400000, 403,    200000],

  ["Event 1", async (who) => ({ params: eventFields(who) }),
                          ok,     ok,     ok,      ok,     403,    200000],
  ["Event 2", async (who) => ({ ...(await event()), params: eventFields(who) }),
                          ok,     ok,     403,     403,    403,    200000],
  ["Event 3", event,      ok,     403,    403,     403,    403,    200000],
  ["Event 4", event,      ok,     ok,     ok,      ok,     ok,     200000],
  ["Event 6", event,      0,      0,      ok,      ok,     403,    200000],
  ["Event 7", event,      ok,     ok,     403,     403,    403,    200000],

  ["Push 1", async () => ({ path: { jPushId: randomBytes(8).toString("hex") } }),
                          ok,     ok,     ok,      ok,     ok,     ok],

  ["App 2 open", feedback("open"),
                          ok,     ok,     ok,      ok,     403,    200000],
  ["App 2 club", feedback("club"),
                          ok,     ok,     400000,  ok,     403,    200000],
  ["App 2 private", feedback("private"),
                          ok,     ok,     400000,  400000, 403,    200000],
  ["App 3 user", reportUser,
                          0,      ok,     ok,      ok,     403,    200000],
  ["App 3 open", report("open"),
                          ok,     ok,     ok,      ok,     403,    200000],
  ["App 3 club", report("club"),
                          ok,     ok,     400000,  ok,     403,    200000],
  ["App 3 private", report("private"),
                          ok,     ok,     400000,  400000, 403,    200000],
  ["App 4", async () => ({ path: { linkMD5: nobody } }),
                          ok,     ok,     ok,      ok,     ok,     200000],
];

// biome-ignore format: a table
const WECHAT_CALLS: Row[] = [
  //                      bearer  cookie
  ["H5 2", cache,         ok,     ok],
  ["H5 3", club,          ok,     ok],
  ["H5 4", user,          ok,     ok],
  ["H5 5", event,         ok,     ok],
];

const all = [...MEMBERS, ...OUTSIDERS, ...VISITORS];

/** Who gets what; those who cannot be of the kind that the call is for get 401. */
function expected(people: readonly Person[], outcomes: Outcome[]): Record<string, Outcome> {
  return Object.fromEntries(all.map((who) => [who, outcomes[people.indexOf(who)] ?? 401]));
}

const CASES = [
  ...USER_CALLS.map(([name, target, ...outcomes]) => ({ name, target, people: expected(MEMBERS, outcomes) })),
  ...WECHAT_CALLS.map(([name, target, ...outcomes]) => ({ name, target, people: expected(VISITORS, outcomes) })),
];

const endpointOf = (name: string) => {
  const endpoint = ENDPOINTS.find((each) => name === each.name || name.startsWith(`${each.name} `));
  if (!endpoint) throw new Error(`there is no call ${name}`);
  return endpoint;
};

const fill = (path: string, values: Record<string, string> = {}) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? nobody);

const pages = (endpoint: Endpoint): Record<string, number> =>
  /list|members/.test(endpoint.procedure) ? { count: 10 } : {};

/** Does what must be refused, and checks that nothing has come of it. */
async function inVain<T>(work: () => Promise<T>): Promise<T> {
  const before = await traces(world.test.deps.db);
  const result = await work();
  const after = await traces(world.test.deps.db);
  expect([...after.keys()].filter((table) => after.get(table) !== before.get(table))).toEqual([]);
  return result;
}

type At = Pick<Endpoint, "method" | "path">;

async function outcomeOf(who: Person, endpoint: Endpoint, target: Target, at: At = endpoint): Promise<Outcome> {
  // The same call twice within a second is a repeat.
  world.test.clock.advance({ seconds: 2 });
  const auth = endpoint.auth === "wechat" ? "wechat" : "user";
  const params = { ...pages(endpoint), ...target.params };
  const { http, status, result } = await world.call(who, auth, at.method, fill(at.path, target.path), params);
  if (http !== 200) return http;
  return status === 1 ? ok : (result as number);
}

describe.each(CASES)("$name", ({ name, target, people }) => {
  const endpoint = endpointOf(name);
  const refused = all.filter((who) => people[who] !== ok);
  const answered = all.filter((who) => people[who] === ok);

  it.each([endpoint, ...endpoint.aliases])("$method $path", async (at) => {
    const outcomes: Record<string, Outcome> = {};
    const targets = await Promise.all(refused.map(target));
    await inVain(async () => {
      for (const [index, who] of refused.entries())
        outcomes[who] = await outcomeOf(who, endpoint, targets[index] ?? {}, at);
    });
    for (const who of answered) outcomes[who] = await outcomeOf(who, endpoint, await target(who), at);
    expect(outcomes).toEqual(people);
  });
});

/** By name of the parameter that says what a call is about: the answer when there is no such thing. */
const UNKNOWN: Record<string, Outcome> = {
  uid: 200002,
  clubId: 500000,
  roomId: 400000,
  eventId: 600000,
  roomCacheId: 400000,
};
const about = (path: string) => /\{(\w+)\}/.exec(path)?.[1] ?? "";

describe.each(ENDPOINTS.filter(({ path }) => about(path) in UNKNOWN))("$name about what is not there", (endpoint) => {
  const key = about(endpoint.path);
  const outcome = (id: string) => {
    const params = endpoint.name === "Event 2" ? eventFields("owner") : {};
    return outcomeOf(endpoint.auth === "wechat" ? "bearer" : "owner", endpoint, { path: { [key]: id }, params });
  };
  // People who are gone, or have no profile, are nobody.
  const unknown = () => (key === "uid" ? [nobody, "f".repeat(24), ...["deleted", "newcomer"].map(uidOf)] : [nobody]);
  const malformed = ["F".repeat(32), "f".repeat(31), `${nobody}f`, "me", ...(key === "uid" ? [] : ["f".repeat(24)])];

  it("is refused, and an id of another form is another path", async () => {
    await inVain(async () => {
      for (const id of unknown()) expect(await outcome(id)).toBe(UNKNOWN[key]);
      for (const id of malformed) expect(await outcome(id)).toBe(404);
    });
  });
});

describe("what an account's state allows", () => {
  const userCalls = ENDPOINTS.filter(({ auth }) => auth === "user");
  const named = (endpoints: readonly Endpoint[]) => endpoints.map(({ name }) => name);
  // These two would change who they are asked as.
  const asked = userCalls.filter(({ name }) => !["Account 3", "User 1"].includes(name));

  async function refusedWith(outcome: Outcome, who: Person): Promise<string[]> {
    const refused: Endpoint[] = [];
    for (const endpoint of asked) if ((await outcomeOf(who, endpoint, {})) === outcome) refused.push(endpoint);
    return named(refused);
  }

  it("limited accounts change nothing", async () => {
    const changing = asked.filter(({ guarded }) => guarded);
    expect(await refusedWith(403, "limited")).toEqual(named(changing));
    expect(await outcomeOf("limited", endpointOf("User 1"), {})).toBe(403);
  });

  it("without a profile there is little to do", async () => {
    const open = ["User 8", "Aliyun 1", "Push 1"];
    expect(await refusedWith(200000, "newcomer")).toEqual(named(asked).filter((name) => !open.includes(name)));
  });

  it.each([...OUTSIDERS, ...VISITORS])("no user's call is for: %s", async (who) => {
    await inVain(async () => {
      for (const endpoint of userCalls) expect(await outcomeOf(who, endpoint, {})).toBe(401);
    });
  });

  it.each([...MEMBERS, ...OUTSIDERS])("no visitor's call is for: %s", async (who) => {
    const visitorCalls = ENDPOINTS.filter(({ auth }) => auth === "wechat");
    await inVain(async () => {
      for (const endpoint of visitorCalls) expect(await outcomeOf(who, endpoint, {})).toBe(401);
    });
  });
});

it("the tables have every call that takes an id", () => {
  const takesId = ENDPOINTS.filter((endpoint) => {
    const { inputs = [] } = (procedureOf(endpoint)?._def ?? {}) as { inputs?: unknown[] };
    const ids = [...kindsOf(inputs[0]).keys()].filter((name) => /(id|idList|MD5)$/i.test(name) && name !== "lastId");
    return endpoint.path.includes("{") || ids.length > 0;
  });
  expect(new Set(CASES.map(({ name }) => endpointOf(name).name))).toEqual(new Set(takesId.map(({ name }) => name)));
});
