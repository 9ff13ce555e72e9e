import type { RoomPage } from "@chaoqer/contract/room";
import { createDb, type Db, Prisma, type PrismaClient } from "@chaoqer/db/client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";
import type { UserCtx } from "../../trpc/context";
import { keepSnapshot } from "./caches";
import { getRoom, getRoomCache, listRooms, mustSee } from "./reads";

/** What reads cost on a platform with some thousand rooms, most of them closed or not for the viewer's eyes. */

const ROOMS = 20_000;
const CLUBS = 600;
const USERS = 2000;

let test: TestApp;
let viewer: TestUser;
let db: PrismaClient;
let statements: string[] = [];
let ctx: UserCtx;
beforeAll(async () => {
  test = await startTestApp();
  viewer = await test.user();
  db = createDb(test.deps.env.DATABASE_URL, { onQuery: ({ sql }) => statements.push(sql) });
  const actor = { uid: viewer.uid, initialised: true, limited: false, accessSecret: "" };
  const client = { type: 0, versionName: "UNKNOWN", versionCode: 0 } as const;
  ctx = { ...test.deps, db, actor, client, ip: "127.0.0.1" };
  await fill();
});
afterAll(async () => {
  await db.$disconnect();
  await test.close();
});

/**
 * Every fifth room is open; a third each is for all, a club's, private; ten are in each. The viewer is in half of the
 * clubs, has been in many rooms, and has blocked and been sent a lot.
 */
async function fill(): Promise<void> {
  const now = `'${test.clock.now().toISOString()}'::timestamptz`;
  const later = `${now} + interval '1 hour'`;
  const me = `'${viewer.uid}'`;
  const hex = (kind: string, n: string) => `lpad(to_hex((${n})::int), 31, '0') || '${kind}'`;
  const upTo = (count: number, step = 1) => `FROM generate_series(1, ${count}, ${step}) n`;
  for (const sql of [
    `accounts (uid, mobile, create_time, last_active_time) SELECT ${hex("a", "n")}, '+1' || n, ${now}, ${now} ${upTo(USERS)}`,
    `profiles (uid, nickname, avatar, create_time, update_time)
      SELECT ${hex("a", "n")}, 'u' || n, 'https://cdn.example.com/a.jpg', ${now}, ${now} ${upTo(USERS)}`,
    `clubs (club_id, uid, name, cover, member_total, create_time)
      SELECT ${hex("c", "n")}, ${hex("a", "1")}, 'c', 'https://cdn.example.com/c.jpg', 1, ${now} ${upTo(CLUBS)}`,
    `club_members (club_id, uid, join_time) SELECT ${hex("c", "n")}, ${hex("a", `(n * 7 + k) % ${USERS} + 1`)}, ${now}
      ${upTo(CLUBS)}, generate_series(1, 20) k`,
    `club_members (club_id, uid, join_time) SELECT ${hex("c", "n")}, ${me}, ${now} ${upTo(CLUBS, 2)}`,
    `rooms (room_id, uid, name, club_id, invite_only, create_time, closed_time, close_reason)
      SELECT ${hex("b", "n")}, ${hex("a", `n % ${USERS} + 1`)}, 'r',
        CASE WHEN n % 3 = 0 THEN ${hex("c", `n % ${CLUBS} + 1`)} END, n % 3 = 1, ${now} - n * interval '1 second',
        CASE WHEN n % 5 > 0 THEN ${now} END, CASE WHEN n % 5 > 0 THEN 'host' END ${upTo(ROOMS)}`,
    `room_members (room_id, uid, role, ruid, join_time, lease_until, left_time)
      SELECT ${hex("b", "n")}, ${hex("a", `(n + k) % ${USERS} + 1`)}, greatest(0, 2 - k), k + 1, ${now}, ${later},
        CASE WHEN n % 5 > 0 THEN ${now} END ${upTo(ROOMS)}, generate_series(0, 9) k`,
    `room_members (room_id, uid, role, ruid, join_time, lease_until, left_time)
      SELECT ${hex("b", "n")}, ${me}, 0, 99, ${now}, ${later}, ${now} ${upTo(ROOMS, 8)}`,
    `room_invites (room_id, uid, from_uid, send_time, create_time)
      SELECT ${hex("b", "n")}, ${hex("a", `(n + k) % ${USERS} + 1`)}, 'x', ${now}, ${now} ${upTo(ROOMS, 3)}, generate_series(1, 3) k`,
    `blocks (uid, blocked_uid, create_time) SELECT ${me}, ${hex("a", "n")}, ${now} ${upTo(USERS, 3)}`,
    `blocks (uid, blocked_uid, create_time) SELECT ${hex("a", "n")}, ${me}, ${now} ${upTo(USERS, 2)}`,
    `cards (sender_uid, holder_uid, send_time) SELECT ${me}, ${hex("a", "n")}, ${now} ${upTo(USERS, 3)}`,
  ])
    await test.deps.db.$executeRawUnsafe(`INSERT INTO ${sql}`);
  await test.deps.db.$executeRawUnsafe("VACUUM ANALYZE");
}

async function counted<T>(work: () => Promise<T>): Promise<{ count: number; result: T }> {
  statements = [];
  const result = await work();
  return { count: statements.length, result };
}

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: Plan[];
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** How PostgreSQL answers a read: the read itself, run under EXPLAIN. */
async function explain(read: (ctx: UserCtx) => Promise<unknown>) {
  let found: Plan | undefined;
  const explaining = async (strings: TemplateStringsArray, ...values: unknown[]) => {
    const query = Prisma.sql`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${Prisma.sql(strings, ...values)}`;
    const [row] = await test.deps.db.$queryRaw<{ "QUERY PLAN": [{ Plan: Plan }] }[]>(query);
    found = row?.["QUERY PLAN"][0].Plan;
    return [{}];
  };
  await read({ ...ctx, db: { $queryRaw: explaining } as unknown as Db });
  if (!found) throw new Error("explain: nothing was read");
  const all = nodes(found);
  return {
    buffers: (found["Shared Hit Blocks"] ?? 0) + (found["Shared Read Blocks"] ?? 0),
    indexes: all.map((node) => node["Index Name"]),
    wholeTables: all.filter((node) => node["Node Type"] === "Seq Scan").map((node) => node["Relation Name"]),
  };
}

it("every read is one statement, for 1 as for 100 rooms", async () => {
  const one = await counted(() => listRooms(ctx, { count: 1 }));
  const hundred = await counted(() => listRooms(ctx, { count: 100 }));
  expect([one.result.list.length, hundred.result.list.length]).toEqual([1, 100]);
  expect([one.count, hundred.count]).toEqual([1, 1]);
  const roomId = hundred.result.list[50]?.roomId ?? "";
  expect((await counted(() => getRoom(ctx, viewer.uid, roomId))).count).toBe(1);
  expect((await counted(() => mustSee(ctx, viewer.uid, roomId))).count).toBe(1);
  const kept = await counted(() => keepSnapshot(ctx, { roomId }));
  expect(kept.count).toBe(1);
  expect((await counted(() => getRoomCache(ctx, kept.result))).count).toBe(1);
});

/** Buffers that a room with six of its members, its club and the viewer's relations to them may take. */
const A_ROOM = 100;

it("a page of the list follows the index of open rooms, and reads little besides what it shows", async () => {
  const { list }: RoomPage = await listRooms(ctx, { count: 100 });
  const { createTime: time = 0, roomId: id = "" } = list.at(-1) ?? {};
  for (const page of [{ count: 20 }, { count: 20, lastId: { time, id } }]) {
    const { indexes, wholeTables, buffers } = await explain((explaining) => listRooms(explaining, page));
    expect(indexes).toContain("rooms_open_idx");
    expect(wholeTables).toEqual([]);
    expect(buffers).toBeLessThan(20 * A_ROOM);
  }
});

it("one room reads that room alone", async () => {
  const { list } = await listRooms(ctx, { count: 1 });
  const { wholeTables, buffers } = await explain((explaining) =>
    getRoom(explaining, viewer.uid, list[0]?.roomId ?? "").catch(() => undefined),
  );
  expect(wholeTables).toEqual([]);
  expect(buffers).toBeLessThan(A_ROOM);
});
