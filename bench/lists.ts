import type { AddressInfo } from "node:net";
import { sign } from "@chaoqer/contract/sign";
import { cloneDatabase, startTestServer } from "@chaoqer/db/testing";
import { Pool } from "pg";
import { pino } from "pino";
import { buildApp } from "../apps/api/src/app";
import { buildDeps } from "../apps/api/src/deps";
import { hashToken } from "../apps/api/src/domains/account/rules";
import { readEnv } from "../apps/api/src/env";
import { prepareDatabase } from "../apps/api/src/prepare";
import { load } from "./load";

/** What page 10,000 of a list costs beside page 1, 20 items each, through the whole api. */

const COUNT = 20;
const PAGES = 10_000;
const ITEMS = COUNT * PAGES;

const server = await startTestServer();
const database = await cloneDatabase(server);
await prepareDatabase(database);
const pool = new Pool({ connectionString: database.ownerUrl, max: 4 });

const id = (kind: string, n = "n") => `md5('${kind}' || ${n})`;
const me = "md5('user' || 0)";
const time = "now() - n * interval '1 second'";
const later = "now() + interval '1 day'";
const some = `FROM generate_series(1, ${ITEMS}) n`;
const picture = "'https://cdn.example.com/a.jpg'";

/** Everything in `ITEMS` copies, all of it the caller's: events lie ahead, rooms are open with their host in them. */
const FILL = [
  `accounts (uid, mobile, create_time, last_active_time) SELECT ${id("user")}, '+86' || (13000000000 + n), ${time}, ${time}
    FROM generate_series(0, ${ITEMS}) n`,
  `profiles (uid, nickname, avatar, create_time, update_time) SELECT uid, '用户', ${picture}, create_time, create_time FROM accounts`,
  `blocks (uid, blocked_uid, create_time) SELECT ${me}, ${id("user")}, ${time} ${some}`,
  `cards (sender_uid, holder_uid, send_time, held_since) SELECT ${id("user")}, ${me}, ${time}, ${time} ${some}`,
  `messages (uid, origin_push_type, title, content, unread, create_time) SELECT ${me}, 1, '公告', '内容', FALSE, ${time} ${some}`,
  `clubs (club_id, uid, name, cover, member_total, create_time) SELECT ${id("club")}, ${me}, '圈子', ${picture}, 1, ${time} ${some}`,
  `club_members (club_id, uid, join_time) SELECT ${id("club")}, ${me}, ${time} ${some}`,
  `club_members (club_id, uid, join_time) SELECT ${id("club", "1")}, ${id("user")}, ${time} ${some}`,
  `rooms (room_id, uid, name, create_time) SELECT ${id("room")}, ${id("user")}, '活动', ${time} ${some}`,
  `room_members (room_id, uid, role, ruid, join_time, lease_until) SELECT ${id("room")}, ${id("user")}, 2, 1, ${time}, ${later} ${some}`,
  `events (event_id, uid, name, event_time, create_time) SELECT ${id("event")}, ${id("user")}, '日程',
    now() + n * interval '1 minute', now() ${some}`,
  `event_members (event_id, uid, position) SELECT ${id("event")}, ${id("user")}, 0 ${some}`,
];
for (const insert of FILL) await pool.query(`INSERT INTO ${insert}`);
const [token, secret] = ["a".repeat(32), "b".repeat(32)];
await pool.query(
  `INSERT INTO sessions (uid, token_hash, access_secret, create_time, expire_time, slide_time, client_type, version_name,
    version_code, ip) VALUES (${me}, $1, $2, now(), ${later}, now(), 1, '1', 1, '')`,
  [hashToken(token), secret],
);
await pool.query("VACUUM ANALYZE");

const first = async (sql: string): Promise<string> => {
  const { rows } = await pool.query<{ value: string }>(sql);
  return rows[0]?.value ?? "";
};
const uid = await first(`SELECT ${me} AS value`);
const club = await first(`SELECT ${id("club", "1")} AS value`);

/** Each list, and where the place before its page 10,000 is found. */
const place = (from: string, at: string, key: string, order = "DESC") =>
  `SELECT (extract(epoch FROM ${at}) * 1000)::bigint || ':' || ${key} AS value FROM ${from}
    ORDER BY ${at} ${order}, ${key} ${order} OFFSET ${COUNT * (PAGES - 1) - 1} LIMIT 1`;
const LISTS: Record<string, string> = {
  "/user/block": place("blocks", "create_time", "blocked_uid"),
  "/user/card": place("cards", "held_since", "sender_uid"),
  "/user/message": `SELECT message_id::text AS value FROM messages ORDER BY message_id DESC OFFSET ${COUNT * (PAGES - 1) - 1} LIMIT 1`,
  "/club": place(`club_members WHERE uid = ${me}`, "join_time", "club_id"),
  [`/club/${club}/member`]: place(`club_members WHERE club_id = ${id("club", "1")}`, "join_time", "uid"),
  "/room": place("rooms", "create_time", "room_id"),
  "/event": place("events", "event_time", "event_id", "ASC"),
};

const deps = await buildDeps(readEnv({ DATABASE_URL: database.url, NODE_ENV: "test" }), {
  log: pino({ level: "silent" }),
});
const app = await buildApp(deps);
await app.listen({ port: 0, host: "127.0.0.1" });
const { port } = app.server.address() as AddressInfo;

let ts = Date.now();
const headers = { authorization: `Basic ${Buffer.from(`${uid}:${token}`).toString("base64")}` };
const caller = (path: string, lastId?: string) => () => {
  ts = Math.max(ts + 1, Date.now());
  const params = { count: String(COUNT), ts: String(ts), ...(lastId && { lastId }) };
  return { path: `${path}?${new URLSearchParams({ ...params, sign: sign(params, secret) })}`, headers };
};

const table: Record<string, Record<string, string>> = {};
for (const [path, sql] of Object.entries(LISTS)) {
  const pages = { near: caller(path), far: caller(path, await first(sql)) };
  const perSecond = { near: 0, far: 0 };
  const p50Ms = { near: 0, far: 0 };
  // In turns, so that what else the machine does falls on both; the first turn warms up.
  for (let turn = 0; turn <= 6; turn++)
    for (const page of ["near", "far"] as const) {
      const measured = await load(port, pages[page], { seconds: 1, connections: 2 });
      if (turn === 0) continue;
      perSecond[page] += measured.perSecond / 6;
      p50Ms[page] += measured.p50Ms / 6;
    }
  table[path.replace(club, "{clubId}")] = {
    "page 1, ms": p50Ms.near.toFixed(1),
    "page 10,000, ms": p50Ms.far.toFixed(1),
    "ratio of calls a second": (perSecond.far / perSecond.near).toFixed(2),
  };
}
console.table(table);

await app.close();
await deps.close();
await pool.end();
await database.drop();
await server.stop();
