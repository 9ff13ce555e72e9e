import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSandbox } from "@chaoqer/sandbox/app";
import { devCredentials } from "@chaoqer/sandbox/credentials";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDb, type PrismaClient } from "../src/client";
import { verifyPassword } from "../src/passwords";
import { cloneDatabase, type TestDatabase } from "../src/testing";
import { type DemoResult, seedDemo } from "./demo";
import { demoImages, writeDemoImages } from "./images";

const now = new Date("2026-03-04T05:06:07.089Z");
const avatarBase = "http://localhost:4003/chaoqer-dev/";

interface Seeded {
  database: TestDatabase;
  db: PrismaClient;
  result: DemoResult;
}

async function seeded(): Promise<Seeded> {
  const database = await cloneDatabase(inject("testServer"));
  const db = createDb(database.url);
  return { database, db, result: await seedDemo(db, { now, avatarBase }) };
}

/** What the tables hold, but for the hashes of random passwords. */
async function dump(url: string): Promise<Map<string, string>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT LIKE '\\_%'",
    );
    const found = new Map<string, string>();
    for (const { name } of rows) {
      const sql = `SELECT count(*) || ' ' || coalesce(md5(string_agg(x, '' ORDER BY x)), '') AS print
        FROM (SELECT (to_jsonb(t) - 'password_hash')::text AS x FROM "${name}" t) r`;
      found.set(name, (await client.query<{ print: string }>(sql)).rows[0]?.print ?? "");
    }
    return found;
  } finally {
    await client.end();
  }
}

describe("the demo seed", () => {
  let first: Seeded;
  beforeAll(async () => {
    first = await seeded();
  });
  afterAll(async () => {
    await first.db.$disconnect();
    await first.database.drop();
  });

  /** The rows of a query that should find none. */
  const wrong = (sql: string, ...values: unknown[]) => first.db.$queryRawUnsafe<unknown[]>(sql, ...values);

  test("fills every part of the product", async () => {
    const { db } = first;
    expect(await db.account.count()).toBe(62);
    expect(await db.profile.count()).toBe(60);
    expect(await db.club.count()).toBe(10);
    expect(await db.room.count({ where: { closedTime: null } })).toBe(10);
    expect(await db.event.count({ where: { eventTime: { gt: now } } })).toBe(12);
    expect(await db.reportCase.groupBy({ by: ["status"], _count: true, orderBy: { status: "asc" } })).toEqual([
      { status: 0, _count: 5 },
      { status: 1, _count: 4 },
      { status: 2, _count: 1 },
    ]);
    for (const [table, print] of await dump(first.database.url)) {
      const left =
        /^(captcha|staff_|saved|setting|audit|wechat|room_(cache|ban|pin|event)|channel|request|api_|provider)/;
      expect([table, Number.parseInt(print, 10) > 0]).toEqual([table, !left.test(table)]);
    }
  });

  test("the accounts are in the states that the documentation tells", async () => {
    const { db, result } = first;
    expect(result.alreadySeeded).toBe(false);
    expect(result.users).toHaveLength(13);
    expect(result.users[0]).toEqual({ mobile: "13800000001", nickname: "林小满" });
    const stateOf = (mobile: string) =>
      db.account.findUniqueOrThrow({ where: { mobile: `+86${mobile}` }, include: { profile: true } });
    const accounts = await Promise.all(result.users.map(({ mobile }) => stateOf(mobile)));
    expect(accounts.map(({ status }) => status)).toEqual([...Array(10).fill(1), -2, -1, 1]);
    expect(accounts.map(({ profile }) => profile?.nickname)).toEqual(result.users.map(({ nickname }) => nickname));
    expect(accounts.map(({ profile }) => profile?.allowLive)).toEqual([...Array(12).fill(false), true]);
    const uids = accounts.map(({ uid }) => uid);
    const first10 = uids.slice(0, 10);
    const between = { senderUid: { in: first10 }, holderUid: { in: first10 }, heldSince: { not: null } };
    expect(await db.card.count({ where: between })).toBe(90);
    for (const [uid, kind, until] of [
      [uids[10] ?? "", "freeze", accounts[10]?.frozenUntil],
      [uids[11] ?? "", "limit", accounts[11]?.limitedUntil],
    ] as const) {
      const penalty = await db.penalty.findFirstOrThrow({ where: { uid, kind } });
      expect(penalty.until).toEqual(until);
      expect(until?.getTime()).toBeGreaterThan(now.getTime() + 90 * 86_400_000);
    }
  });

  test("the staff can sign in with the passwords that were answered, once", async () => {
    const { db, result } = first;
    expect(result.staff.map(({ name, role }) => [name, role])).toEqual([
      ["admin", "admin"],
      ["moderator", "moderator"],
      ["operator", "operator"],
    ]);
    for (const { name, password } of result.staff) {
      const select = { passwordHash: true, mustChangePassword: true };
      const row = await db.staff.findUniqueOrThrow({ where: { username: name }, select });
      expect(row.mustChangePassword).toBe(true);
      expect(await verifyPassword(password, row.passwordHash)).toBe(true);
    }
    expect(new Set(result.staff.map(({ password }) => password)).size).toBe(3);
  });

  test("the counters are those of the rows", async () => {
    expect(
      await wrong(`SELECT 1 FROM clubs c WHERE member_total <> (SELECT count(*) FROM club_members m WHERE m.club_id = c.club_id)
        OR NOT EXISTS (SELECT 1 FROM club_members m WHERE m.club_id = c.club_id AND m.uid = c.uid)`),
    ).toEqual([]);
    expect(
      await wrong(`SELECT 1 FROM profiles p WHERE card_total <>
        (SELECT count(*) FROM cards c WHERE c.holder_uid = p.uid AND c.held_since IS NOT NULL)`),
    ).toEqual([]);
    expect(
      await wrong(`SELECT 1 FROM report_cases c WHERE (report_total, first_report_time, last_report_time) <>
        (SELECT count(*), min(create_time), max(update_time) FROM reports r WHERE r.case_id = c.case_id)`),
    ).toEqual([]);
    expect(
      await wrong(
        `SELECT 1 FROM notices n WHERE (SELECT count(*) FROM messages m WHERE m.notice_id = n.notice_id) <> sent`,
      ),
    ).toEqual([]);
  });

  test("nothing happened before its people were there, nor later than now", async () => {
    const happened = `SELECT uid, join_time AS t FROM room_members UNION ALL SELECT uid, create_time FROM rooms
      UNION ALL SELECT uid, join_time FROM club_members UNION ALL SELECT uid, create_time FROM clubs
      UNION ALL SELECT uid, create_time FROM events UNION ALL SELECT uid, create_time FROM event_reminders
      UNION ALL SELECT uid, create_time FROM messages UNION ALL SELECT origin_uid, create_time FROM messages WHERE origin_uid IS NOT NULL
      UNION ALL SELECT uid, create_time FROM reports UNION ALL SELECT uid, create_time FROM feedbacks
      UNION ALL SELECT uid, create_time FROM blocks UNION ALL SELECT sender_uid, send_time FROM cards
      UNION ALL SELECT holder_uid, send_time FROM cards UNION ALL SELECT uid, last_active_time FROM accounts
      UNION ALL SELECT uid, update_time FROM profiles UNION ALL SELECT uid, create_time FROM penalties`;
    expect(
      await wrong(
        `SELECT h.* FROM (${happened}) h JOIN accounts a USING (uid) WHERE h.t < a.create_time OR h.t > $1::timestamptz`,
        now,
      ),
    ).toEqual([]);
  });

  test("open rooms have hosts who may be there, stay for weeks, and nobody is in two", async () => {
    const inRoom = `SELECT r.*, m.uid AS who, m.role, m.lease_until FROM rooms r JOIN room_members m USING (room_id)
      WHERE closed_time IS NULL AND left_time IS NULL`;
    expect(
      await wrong(
        `SELECT room_id FROM rooms WHERE closed_time IS NULL EXCEPT SELECT room_id FROM (${inRoom}) i WHERE role = 2`,
      ),
    ).toEqual([]);
    expect(await wrong(`SELECT who FROM (${inRoom}) i GROUP BY who HAVING count(*) > 1`)).toEqual([]);
    expect(
      await wrong(`SELECT 1 FROM (${inRoom}) i WHERE lease_until < $1::timestamptz + interval '30 days'`, now),
    ).toEqual([]);
    expect(await wrong(`SELECT 1 FROM (${inRoom}) i JOIN accounts a ON a.uid = i.who WHERE a.status <> 1`)).toEqual([]);
    const strangers = `SELECT 1 FROM rooms r JOIN room_members m USING (room_id) WHERE r.club_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM club_members c WHERE c.club_id = r.club_id AND c.uid = m.uid AND c.join_time <= $1::timestamptz)`;
    expect(await wrong(strangers, now)).toEqual([]);
    const uninvited = `SELECT who FROM (${inRoom}) i WHERE invite_only AND who <> uid
      AND NOT EXISTS (SELECT 1 FROM room_invites v WHERE v.room_id = i.room_id AND v.uid = i.who)`;
    expect(await wrong(uninvited)).toEqual([]);
    expect(
      await wrong(
        "SELECT 1 FROM room_members m JOIN rooms r USING (room_id) WHERE closed_time IS NOT NULL AND coalesce(left_time, 'infinity') > closed_time",
      ),
    ).toEqual([]);
  });

  test("one event begins within half an hour, and one has begun in an open room", async () => {
    const soon = { gt: now, lt: new Date(now.getTime() + 30 * 60_000) };
    expect(await first.db.event.count({ where: { eventTime: soon, roomId: null } })).toBe(1);
    const begun = await first.db.event.findFirstOrThrow({ where: { eventTime: { lt: now } }, include: { room: true } });
    expect(begun.room).toMatchObject({ name: begun.name, uid: begun.uid, closedTime: null });
  });

  test("messages are numbered in the order of time from the sequence's start", async () => {
    const messages = await first.db.message.findMany({ orderBy: { messageId: "asc" } });
    expect(messages[0]?.messageId).toBe(1_800_000_000_000_000n);
    const times = messages.map(({ createTime }) => createTime.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const uid = messages[0]?.uid ?? "";
    const next = { uid, originPushType: 0, title: "", content: "", createTime: now };
    const last = messages.at(-1)?.messageId ?? 0n;
    expect((await first.db.message.create({ data: next })).messageId).toBe(last + 1n);
    await first.db.message.delete({ where: { messageId: last + 1n } });
  });

  test("every version check has its answer", async () => {
    for (const clientType of [1, 2]) {
      const versions = await first.db.appVersion.findMany({
        where: { clientType, publishTime: { lte: now } },
        orderBy: { versionCode: "asc" },
      });
      expect(versions.map(({ versionCode }) => versionCode)).toEqual([13, 14, 15, 16, 17, 18, 19]);
      expect(versions.filter(({ forcedUpgrade }) => forcedUpgrade)).toHaveLength(1);
      expect(versions.at(-1)?.forcedUpgrade).toBe(false);
    }
    const newest = await first.db.appVersion.findFirst({ where: { clientType: 1, versionCode: 19 } });
    expect(newest?.versionId).toBe("14205a41a5b5dd563fbc816b9a4c4df8");
  });

  test("links that people wrote have a preview, and texts keep their limits", async () => {
    const { db } = first;
    const texts = [
      ...(await db.profile.findMany()).map(({ bio }) => bio),
      ...(await db.event.findMany()).map(({ desc }) => desc ?? ""),
    ];
    const written = texts.join("\n").match(/https?:\/\/[\x21-\x7e]+/g) ?? [];
    const known = new Set((await db.link.findMany()).map(({ link }) => link));
    expect(written.length).toBeGreaterThan(5);
    expect(written.filter((link) => !known.has(link))).toEqual([]);
    expect(await wrong("SELECT 1 FROM profiles WHERE length(nickname) > 20 OR length(bio) > 1000")).toEqual([]);
    expect(await wrong("SELECT 1 FROM events WHERE length(description) > 300")).toEqual([]);
  });

  test("seeding again changes nothing", async () => {
    const before = await dump(first.database.url);
    const again = await seedDemo(first.db, { now: new Date(now.getTime() + 1000), avatarBase });
    expect(again).toEqual({ alreadySeeded: true, users: [], staff: [] });
    expect(await dump(first.database.url)).toEqual(before);
  });

  test("another database gets the same rows", async () => {
    const second = await seeded();
    await second.db.$disconnect();
    const [one, other] = [await dump(first.database.url), await dump(second.database.url)];
    await second.database.drop();
    expect(other).toEqual(one);
    expect(second.result.staff).not.toEqual(first.result.staff);
  }, 120_000);

  test("every picture is served by the sandbox, as SVG", async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), "chaoqer-images-"));
    const sandbox = buildSandbox({ credentials: devCredentials, dataDir });
    try {
      expect(await writeDemoImages(dataDir, now)).toBe(demoImages().length);
      const { db } = first;
      const named = [
        ...(await db.profile.findMany()).map(({ avatar }) => avatar),
        ...(await db.club.findMany()).map(({ cover }) => cover),
        ...(await db.feedback.findMany()).flatMap(({ feedbackImageList }) => feedbackImageList),
      ];
      expect(named.length).toBe(demoImages().length);
      for (const address of named) {
        const answer = await sandbox.inject(new URL(address).pathname);
        expect([address, answer.statusCode, answer.headers["content-type"]]).toEqual([address, 200, "image/svg+xml"]);
        expect(answer.body).toMatch(/^<svg [^>]+>.*<\/svg>$/s);
        expect(answer.body.length).toBeLessThan(6_000);
      }
    } finally {
      await sandbox.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
