import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../src/testing";
import { seedScale } from "./scale";

const now = new Date("2026-03-04T05:06:07.089Z");
const users = 1_000;

const KEYS_AND_INDEXES = `
  SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated AS is
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`;

/** What happened to whom, and when. */
const HAPPENED = `
  SELECT uid, join_time AS t FROM room_members UNION ALL SELECT uid, create_time FROM rooms
  UNION ALL SELECT uid, join_time FROM club_members UNION ALL SELECT uid, create_time FROM clubs
  UNION ALL SELECT uid, create_time FROM events UNION ALL SELECT uid, create_time FROM event_reminders
  UNION ALL SELECT uid, create_time FROM messages UNION ALL SELECT origin_uid, create_time FROM messages
  UNION ALL SELECT uid, create_time FROM reports UNION ALL SELECT target_id, first_report_time FROM report_cases
  UNION ALL SELECT uid, create_time FROM feedbacks UNION ALL SELECT uid, create_time FROM blocks
  UNION ALL SELECT sender_uid, send_time FROM cards UNION ALL SELECT holder_uid, send_time FROM cards
  UNION ALL SELECT uid, last_active_time FROM accounts UNION ALL SELECT uid, create_time FROM logins
  UNION ALL SELECT uid, create_time FROM penalties`;

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe("the scale seed", () => {
  let database: TestDatabase;
  let before: unknown[];
  const rows = (sql: string, ...values: unknown[]) =>
    connected(database.ownerUrl, async (client) => (await client.query<Record<string, unknown>>(sql, values)).rows);
  const count = async (table: string) => Number((await rows(`SELECT count(*) AS n FROM ${table}`))[0]?.n);

  beforeAll(async () => {
    database = await cloneDatabase(inject("testServer"));
    before = await rows(KEYS_AND_INDEXES);
    const staff = await seedScale(database.ownerUrl, { users, now });
    expect(staff.map(({ name }) => name)).toEqual(["admin", "moderator", "operator"]);
  });
  afterAll(() => database.drop());

  test("puts back every key and index, valid", async () => {
    expect(before.length).toBeGreaterThan(150);
    expect(await rows(KEYS_AND_INDEXES)).toEqual(before);
  });

  test("has everything in proportion", async () => {
    expect(await count("profiles")).toBe(users);
    expect(await count("rooms")).toBe(10 * users);
    expect(await count("rooms WHERE closed_time IS NULL")).toBe(users / 100);
    expect(await count("messages")).toBe(50 * users);
    expect(await count("reports")).toBe(2 * users);
    expect(await count("clubs")).toBe(users / 50);
    expect(await count("events")).toBe(users / 2);
    expect(await count("feedbacks")).toBe(users / 2);
    expect(await count("cards")).toBeGreaterThan(9 * users);
    expect(await count("club_members")).toBeGreaterThan(2 * users);
    const statuses = await rows("SELECT status, count(*)::int AS n FROM report_cases GROUP BY 1 ORDER BY 1");
    expect(statuses.map(({ n }) => Number(n) / (users / 2)).map((part) => part > 0.1 && part < 0.7)).toEqual([
      true,
      true,
      true,
    ]);
    const [busiest] = await rows("SELECT count(*)::int AS n FROM messages GROUP BY uid ORDER BY 1 DESC LIMIT 1");
    expect(busiest?.n).toBeLessThan(500);
  });

  test("the counters are those of the rows", async () => {
    expect(
      await count(`clubs c WHERE member_total <> (SELECT count(*) FROM club_members m WHERE m.club_id = c.club_id)
        OR NOT EXISTS (SELECT 1 FROM club_members m WHERE m.club_id = c.club_id AND m.uid = c.uid)`),
    ).toBe(0);
    expect(
      await count(`profiles p WHERE card_total <>
        (SELECT count(*) FROM cards c WHERE c.holder_uid = p.uid AND c.held_since IS NOT NULL)`),
    ).toBe(0);
    expect(
      await count(`report_cases c JOIN LATERAL (
          SELECT count(*) AS n, min(create_time) AS first, max(update_time) AS last,
            array_agg(DISTINCT report_reason_type) AS reasons FROM reports r WHERE r.case_id = c.case_id) r ON TRUE
        WHERE (report_total, first_report_time, last_report_time) <> (n, first, last)
          OR NOT (reason_types <@ reasons AND reasons <@ reason_types)`),
    ).toBe(0);
    expect(await count("daily_stats")).toBe(365);
    const [figures] = await rows(
      "SELECT sum(new_users)::int AS users, sum(messages)::int AS messages FROM daily_stats",
    );
    expect(figures?.users).toBeGreaterThan(users - 10);
    expect(figures?.messages).toBeGreaterThan(49 * users);
  });

  test("nothing happened before its people were there, nor later than now", async () => {
    const odd = `SELECT count(*)::int AS n FROM (${HAPPENED}) h JOIN accounts a USING (uid)
      WHERE h.t < a.create_time OR h.t > $1::timestamptz`;
    expect(await rows(odd, now)).toEqual([{ n: 0 }]);
    const ends =
      "SELECT count(*)::int AS n FROM rooms WHERE closed_time <= create_time OR closed_time > $1::timestamptz";
    expect(await rows(ends, now)).toEqual([{ n: 0 }]);
  });

  test("cases are about what was there, and not about the reporter", async () => {
    const unknown = `report_cases c WHERE CASE target_type
      WHEN 1 THEN NOT EXISTS (SELECT 1 FROM accounts a WHERE a.uid = target_id)
      ELSE NOT EXISTS (SELECT 1 FROM rooms r WHERE r.room_id = target_id AND r.create_time <= first_report_time) END`;
    expect(await count(unknown)).toBe(0);
    expect(await count("reports r JOIN report_cases c USING (case_id) WHERE r.uid = c.target_id")).toBe(0);
    expect(
      await count("report_cases WHERE (status = 0) <> (decision_time IS NULL) OR decision_time < last_report_time"),
    ).toBe(0);
  });

  test("open rooms have a host and others who may be there, for weeks", async () => {
    const present = "room_members m JOIN rooms r USING (room_id) WHERE r.closed_time IS NULL AND left_time IS NULL";
    expect(await count(`${present} AND role = 2`)).toBe(users / 100);
    expect(await count(present)).toBe((users / 100) * 12);
    expect(
      await count(`${present} AND r.club_id IS NOT NULL AND NOT EXISTS
      (SELECT 1 FROM club_members c WHERE c.club_id = r.club_id AND c.uid = m.uid)`),
    ).toBe(0);
    expect(
      await count(`${present} AND r.invite_only AND role < 2 AND NOT EXISTS
      (SELECT 1 FROM room_invites i WHERE i.room_id = r.room_id AND i.uid = m.uid)`),
    ).toBe(0);
    expect(await rows(`SELECT 1 FROM ${present} AND lease_until < $1::timestamptz + interval '29 days'`, now)).toEqual(
      [],
    );
    expect(await count("room_members m JOIN rooms r USING (room_id) WHERE r.closed_time < m.left_time")).toBe(0);
  });

  test("messages are numbered in the order of time, and the next one follows", async () => {
    const [range] = await rows("SELECT min(message_id)::text AS first, max(message_id)::text AS last FROM messages");
    expect(range).toEqual({ first: "1800000000000000", last: String(1_800_000_000_000_000 + 50 * users - 1) });
    const back = "SELECT create_time < lag(create_time) OVER (ORDER BY message_id) AS back FROM messages";
    expect(await rows(`SELECT 1 FROM (${back}) m WHERE back`)).toEqual([]);
    const [next] = await rows("SELECT nextval(pg_get_serial_sequence('messages', 'message_id'))::text AS id");
    expect(next?.id).toBe(String(1_800_000_000_000_000 + 50 * users));
  });

  test("a database with accounts is left as it is", async () => {
    await expect(seedScale(database.ownerUrl, { users, now })).rejects.toThrow("already");
    expect(await count("accounts")).toBe(users);
    expect(await rows(KEYS_AND_INDEXES)).toEqual(before);
    await expect(seedScale(database.ownerUrl, { users: 99.5, now })).rejects.toThrow("at least 100");
  });

  test("another database gets the same rows", async () => {
    const digest = (table: string) =>
      `(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${table} t) AS ${table}`;
    const tables = "accounts profiles cards clubs club_members rooms room_members events messages report_cases reports";
    const sql = `SELECT ${tables.split(" ").map(digest).join(", ")}`;
    const other = await cloneDatabase(inject("testServer"));
    await seedScale(other.ownerUrl, { users, now });
    const prints = await connected(other.ownerUrl, async (client) => (await client.query(sql)).rows);
    await other.drop();
    expect(Object.values(prints[0] ?? {})).not.toContain(null);
    expect(prints).toEqual(await rows(sql));
  }, 120_000);
});
