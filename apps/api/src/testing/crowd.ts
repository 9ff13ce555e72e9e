import { Prisma } from "@chaoqer/db/client";
import type { ProcessDeps } from "../deps";
import { hashToken, newId, SESSION_TTL_MS } from "../domains/account/rules";
import { ENDPOINTS, type Endpoint } from "../rest/endpoints";
import { fillVisitor } from "./fill";
import type { NativeClient } from "./native-client";

/** Calls in a database that holds many users (the `scale` seed): whom to call as, and what about. */

type Deps = Pick<ProcessDeps, "db" | "clock">;

/** Signs a user in whom a seed made. */
async function signIn({ db, clock }: Deps, client: NativeClient, uid: string): Promise<NativeClient> {
  const session = { uid, accessToken: newId(), accessSecret: newId() };
  const now = clock.now();
  const row = {
    tokenHash: hashToken(session.accessToken),
    accessSecret: session.accessSecret,
    createTime: now,
    slideTime: now,
    expireTime: new Date(now.getTime() + SESSION_TTL_MS),
    clientType: 1,
    versionName: "1.0.0",
    versionCode: 10,
    ip: "127.0.0.1",
  };
  await db.account.update({ where: { uid }, data: { status: 1 } });
  await db.session.upsert({ where: { uid }, create: { uid, ...row }, update: row });
  client.session = session;
  return client;
}

/** Whoever has the middle number of messages of all. */
async function typicalUid({ db }: Deps): Promise<string> {
  const [row] = await db.$queryRaw<{ uid: string }[]>`
    SELECT uid FROM (SELECT uid, count(*) AS total FROM messages GROUP BY uid) m
    ORDER BY total, uid OFFSET (SELECT count(DISTINCT uid) / 2 FROM messages) LIMIT 1`;
  return row?.uid ?? "";
}

/** How many of each thing the heaviest user has at most, beside what the seed gave them. */
const HEAVY = Prisma.raw("20000");

/**
 * Makes somebody who has done everything with everybody: blocks, cards both ways, all clubs, messages, reminders, and
 * who has been in the latest rooms and is invited to them. Tables are analysed afterwards.
 */
async function makeHeavy({ db, clock }: Deps): Promise<string> {
  const [first] = await db.$queryRaw<{ uid: string }[]>`
    SELECT uid FROM (SELECT uid, count(*) AS total FROM messages GROUP BY uid) m ORDER BY total DESC, uid LIMIT 1`;
  const uid = first?.uid ?? "";
  const now = clock.now();
  const others = Prisma.sql`(SELECT uid, row_number() OVER () AS n FROM accounts WHERE uid <> ${uid} LIMIT ${HEAVY}) o`;
  const time = Prisma.sql`${now}::timestamptz - n * interval '1 second'`;
  const rooms = Prisma.sql`(SELECT room_id, uid, row_number() OVER () AS n
    FROM (SELECT * FROM rooms ORDER BY create_time DESC LIMIT ${HEAVY}) latest) r`;
  for (const sql of [
    Prisma.sql`INSERT INTO blocks (uid, blocked_uid, create_time) SELECT ${uid}, o.uid, ${time} FROM ${others}`,
    Prisma.sql`INSERT INTO blocks (uid, blocked_uid, create_time) SELECT o.uid, ${uid}, ${time} FROM ${others} WHERE n % 50 = 0`,
    Prisma.sql`INSERT INTO cards (sender_uid, holder_uid, send_time, held_since) SELECT ${uid}, o.uid, ${time}, ${time} FROM ${others}`,
    Prisma.sql`INSERT INTO cards (sender_uid, holder_uid, send_time, held_since) SELECT o.uid, ${uid}, ${time}, ${time} FROM ${others}`,
    Prisma.sql`INSERT INTO club_members (club_id, uid, join_time) SELECT club_id, ${uid}, ${time}
      FROM (SELECT club_id, row_number() OVER () AS n FROM clubs LIMIT ${HEAVY}) c`,
    Prisma.sql`INSERT INTO messages (uid, origin_uid, origin_push_type, title, content, create_time)
      SELECT ${uid}, o.uid, 2, '你好', '', ${time} FROM ${others}`,
    Prisma.sql`INSERT INTO room_members (room_id, uid, role, ruid, join_time, lease_until, left_time)
      SELECT room_id, ${uid}, 0, 99, ${time}, ${now}::timestamptz, ${now}::timestamptz FROM ${rooms}`,
    Prisma.sql`INSERT INTO room_invites (room_id, uid, from_uid, send_time, create_time)
      SELECT room_id, ${uid}, r.uid, ${time}, ${time} FROM ${rooms}`,
    Prisma.sql`INSERT INTO event_reminders (event_id, uid, create_time) SELECT event_id, ${uid}, ${time}
      FROM (SELECT event_id, row_number() OVER (ORDER BY event_time DESC) AS n FROM events LIMIT ${HEAVY}) e`,
  ])
    await db.$executeRaw`${sql} ON CONFLICT DO NOTHING`;
  await db.$executeRaw`VACUUM ANALYZE blocks, cards, club_members, messages, room_members, room_invites, event_reminders`;
  return uid;
}

type Ids = Record<string, string>;

/** Things that are heavy themselves, by the name of the parameter that takes their id. */
async function heavyThings({ db, clock }: Deps): Promise<Ids> {
  const [row] = await db.$queryRaw<Ids[]>`
    SELECT (SELECT club_id FROM clubs ORDER BY member_total DESC LIMIT 1) AS "clubId",
      (SELECT room_id FROM rooms WHERE closed_time IS NULL AND club_id IS NULL AND NOT invite_only LIMIT 1) AS "roomId",
      (SELECT event_id FROM events WHERE event_time > ${clock.now()} ORDER BY event_time LIMIT 1) AS "eventId",
      (SELECT uid FROM profiles ORDER BY card_total DESC LIMIT 1) AS uid,
      (SELECT link_md5 FROM links LIMIT 1) AS "linkMD5"`;
  if (!row) throw new Error("crowd: there is nothing");
  // An old one would be fetched anew.
  await db.link.update({ where: { linkMd5: row.linkMD5 ?? "" }, data: { fetchTime: clock.now() } });
  return row;
}

const isList = ({ procedure }: Endpoint) => /\.(list|blocks|members)$/.test(procedure);

/** Calls that count as reading and are not asked: a snapshot is what Room 2 reads, the other two read next to nothing. */
const APART = ["Room 6", "Push 1", "H5 1"];

/** The calls that read: every GET, and the POSTs that count as such. */
export const READING = ENDPOINTS.filter(
  ({ method, guarded, name }) => method === "GET" || (!guarded && !APART.includes(name)),
);

/** Pages of 100 that are turned to get deep into a list. */
const DEEP = 50;

/** One call of somebody's, ready to be made. */
export interface CrowdCall {
  name: string;
  who: "typical" | "heaviest";
  /** First or deep, of a list. */
  page: string;
  run(): Promise<{ http: number; status: number; result: unknown }>;
}

export interface Crowd {
  deps: Deps;
  /** A client nobody has signed in with. */
  client(): NativeClient;
}

/** Where a page of 20 begins that is deep in the list, or its last. */
async function deepPlace(get: (params: Record<string, string | number>) => CrowdCall["run"]): Promise<string> {
  const places: string[] = [];
  for (;;) {
    const last = places.at(-1);
    const { result } = await get({ count: 100, ...(last !== undefined && { lastId: last }) })();
    const { list } = result as { list: { sequenceId: string }[] };
    places.push(...list.map(({ sequenceId }) => sequenceId));
    if (list.length < 100 || places.length >= 100 * DEEP) return places[Math.max(0, places.length - 21)] ?? "";
  }
}

/** Every reading call by a typical user and by the heaviest, lists from the start and from near their end. */
export async function crowdCalls(crowd: Crowd): Promise<CrowdCall[]> {
  const { deps } = crowd;
  const people = { typical: await typicalUid(deps), heaviest: await makeHeavy(deps) };
  const things = await heavyThings(deps);
  const headers = { authorization: `Bearer ${await fillVisitor(crowd)}` };
  const calls: CrowdCall[] = [];
  for (const who of ["typical", "heaviest"] as const) {
    const user = await signIn(deps, crowd.client(), people[who]);
    const cache = await user.post<string>(`/room/${things.roomId}/cache`);
    const ids: Ids = { ...things, roomCacheId: cache.result };
    for (const endpoint of READING) {
      const { name, method, auth } = endpoint;
      const path = endpoint.path.replace(/\{(\w+)\}/g, (_, key: string) => ids[key] ?? "");
      const get = (params: Record<string, string | number>) => () =>
        auth === "wechat" ? crowd.client().call(method, path, params, { headers }) : user.call(method, path, params);
      if (!isList(endpoint)) calls.push({ name, who, page: "", run: get({}) });
      else {
        calls.push({ name, who, page: "first", run: get({ count: 20 }) });
        calls.push({ name, who, page: "deep", run: get({ count: 20, lastId: await deepPlace(get) }) });
      }
    }
  }
  return calls;
}
