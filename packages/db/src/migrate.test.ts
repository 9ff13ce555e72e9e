import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyDatabase } from "./fixtures/database";
import { query } from "./fixtures/servers";
import { migrate } from "./migrate";
import type { TestDatabase } from "./testing";

const own = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
let database: TestDatabase;
let folder = "";

beforeEach(async () => {
  database = await emptyDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "chaoqer-migrations-"));
  await write("20260101000000_one", "CREATE TABLE one (n int);\nINSERT INTO one VALUES (1);\n");
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
}

test("applies our own migrations, and nothing the second time", async () => {
  const names = (await readdir(own)).filter((name) => name !== "migration_lock.toml").sort();
  expect(names.length).toBeGreaterThan(0);
  const lines: string[] = [];
  expect(await migrate(database.url, { log: (line) => lines.push(line) })).toEqual(names);
  expect(lines).toEqual(names.map((name) => `migrated ${name}`));
  expect(await migrate(database.url)).toEqual([]);
});

test("records what `prisma migrate deploy` records", async () => {
  await migrate(database.url);
  const [name = ""] = (await readdir(own)).sort();
  const sql = await readFile(path.join(own, name, "migration.sql"));
  const [row] = await query(
    database.url,
    `SELECT to_jsonb(m) || jsonb_build_object('ordered', started_at <= finished_at) FROM _prisma_migrations m
     ORDER BY migration_name LIMIT 1`,
  );
  expect(row).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    migration_name: name,
    checksum: createHash("sha256").update(sql).digest("hex"),
    applied_steps_count: 1,
    logs: null,
    rolled_back_at: null,
    ordered: true,
  });
  const columns = await query(
    database.url,
    `SELECT column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns
     WHERE table_name = '_prisma_migrations' ORDER BY column_name`,
  );
  expect(columns).toEqual([
    "applied_steps_count integer NO",
    "checksum character varying NO",
    "finished_at timestamp with time zone YES",
    "id character varying NO",
    "logs text YES",
    "migration_name character varying NO",
    "rolled_back_at timestamp with time zone YES",
    "started_at timestamp with time zone NO",
  ]);
});

test("several at once: one works, all succeed", async () => {
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, { folder })));
  expect(results.flat()).toEqual(["20260101000000_one"]);
  expect(await query(database.url, "SELECT n FROM one")).toEqual([1]);
});

test("a failing migration leaves nothing, and runs again once it is right", async () => {
  await write("20260102000000_two", "CREATE TABLE two (n int); SELECT 1 / 0;");
  await expect(migrate(database.url, { folder })).rejects.toThrow("20260102000000_two failed: division by zero");
  expect(await query(database.url, "SELECT to_regclass('two')")).toEqual([null]);
  expect(await query(database.url, "SELECT migration_name FROM _prisma_migrations")).toEqual(["20260101000000_one"]);
  await write("20260102000000_two", "CREATE TABLE two (n int);");
  expect(await migrate(database.url, { folder })).toEqual(["20260102000000_two"]);
});

test("a migration changed after it was applied is refused; other line ends are no change", async () => {
  await migrate(database.url, { folder });
  const file = path.join(folder, "20260101000000_one", "migration.sql");
  await writeFile(file, (await readFile(file, "utf8")).replaceAll("\n", "\r\n"));
  expect(await migrate(database.url, { folder })).toEqual([]);
  await write("20260101000000_one", "CREATE TABLE one (n bigint);");
  await write("20260102000000_two", "CREATE TABLE two (n int);");
  await expect(migrate(database.url, { folder })).rejects.toThrow("20260101000000_one was changed after");
  expect(await query(database.url, "SELECT to_regclass('two')")).toEqual([null]);
});

test("a migration that did not finish is refused, until it is marked as rolled back", async () => {
  await migrate(database.url, { folder });
  await query(database.url, "UPDATE _prisma_migrations SET finished_at = NULL, logs = 'the power went'");
  await expect(migrate(database.url, { folder })).rejects.toThrow(/20260101000000_one did not finish.*the power went/);
  await query(database.url, "DROP TABLE one");
  await query(database.url, "UPDATE _prisma_migrations SET rolled_back_at = now()");
  expect(await migrate(database.url, { folder })).toEqual(["20260101000000_one"]);
});

test("a database that is ahead of the folder is refused", async () => {
  await cp(path.join(folder, "20260101000000_one"), path.join(folder, "20260109000000_later"), { recursive: true });
  await write("20260109000000_later", "CREATE TABLE later (n int);");
  await migrate(database.url, { folder });
  await rm(path.join(folder, "20260109000000_later"), { recursive: true });
  await expect(migrate(database.url, { folder })).rejects.toThrow(/20260109000000_later.*newer version/);
});

test("CREATE INDEX CONCURRENTLY runs outside a transaction, with others waiting; its failure stays on record", async () => {
  await write("20260102000000_index", "-- Big table.\nCREATE INDEX CONCURRENTLY one_n_idx ON one (n);\n");
  const results = await Promise.all([1, 2, 3].map(() => migrate(database.url, { folder })));
  expect(results.flat().sort()).toEqual(["20260101000000_one", "20260102000000_index"]);
  await write("20260103000000_unique", "CREATE UNIQUE INDEX CONCURRENTLY one_n_key ON missing (n);\n");
  await expect(migrate(database.url, { folder })).rejects.toThrow("20260103000000_unique failed");
  await expect(migrate(database.url, { folder })).rejects.toThrow(/did not finish.*"missing" does not exist/);
});
