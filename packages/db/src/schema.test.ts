import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDb, type PrismaClient } from "./client";
import { makeAccount } from "./fixtures/database";
import { query } from "./fixtures/servers";
import { cloneDatabase, type TestDatabase } from "./testing";

interface Field {
  /** In the client. */
  name: string;
  column: string;
  type: string;
  nullable: boolean;
  key: boolean;
}

/** What the schema says of each table, read from its text. */
function readSchema(): Map<string, { model: string; body: string; fields: Field[] }> {
  const folder = fileURLToPath(new URL("../prisma/schema", import.meta.url));
  const text = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
  const bodies = [...text.join("\n").matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const models = new Set(bodies.map(([, name]) => name));
  return new Map(
    bodies.map(([, model = "", body = ""]) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model;
      const keys = /@@id\(\[([^\]]+)\]/.exec(body)?.[1]?.split(", ") ?? [];
      const fields: Field[] = [];
      for (const line of body.split("\n")) {
        const [, name = "", type = "", mark = ""] =
          /^ {2}(\w+)\s+(?:Unsupported\(")?(\w+)(?:"\))?(\?|\[\])?/.exec(line) ?? [];
        if (!name || models.has(type)) continue;
        const native = /@db\.(\w+)/.exec(line)?.[1];
        fields.push({
          name,
          column: /@map\("(\w+)"\)/.exec(line)?.[1] ?? name,
          type: `${typeOf(type, native)}${mark === "[]" ? "[]" : ""}`,
          // Prisma makes lists nullable in the database and reads null as empty.
          nullable: mark !== "",
          key: /@id\b/.test(line) || keys.includes(name),
        });
      }
      return [table, { model, body, fields: fields.sort((a, b) => a.column.localeCompare(b.column)) }];
    }),
  );
}

/** Names of a table's indexes as Prisma gives them, with " partial" where they have a condition. */
function indexesOf(table: string, body: string, fields: Field[]): string[] {
  const columns = new Map(fields.map((field) => [field.name, field.column]));
  const unique = [...body.matchAll(/^ {2}(\w+) .*@unique/gm)].map(
    ([, name = ""]) => `${table}_${columns.get(name)}_key`,
  );
  const others = [...body.matchAll(/^ {2}@@(index|unique)\(\[(.*?)\](?:, .*)?\)$/gm)].map(([line, kind, list = ""]) => {
    const parts = list.split(", ").map((part) => columns.get(/^\w+/.exec(part)?.[0] ?? ""));
    const name = /map: "(\w+)"/.exec(line)?.[1] ?? `${table}_${parts.join("_")}_${kind === "index" ? "idx" : "key"}`;
    return line.includes("where:") ? `${name} partial` : name;
  });
  return [...unique, ...others];
}

function typeOf(type: string, native: string | undefined): string {
  const plain: Record<string, string> = {
    String: "text",
    Int: "int4",
    BigInt: "int8",
    Boolean: "bool",
    Json: "jsonb",
    tsvector: "tsvector",
  };
  const chosen: Record<string, string> = { SmallInt: "int2", Timestamptz: "timestamptz(3)", Date: "date" };
  const result = native ? chosen[native] : plain[type];
  if (!result) throw new Error(`${type} @db.${native} is not known to this test`);
  return result;
}

/** What the database says of each table. */
async function readDatabase(url: string): Promise<Map<string, Omit<Field, "name">[]>> {
  const rows = (await query(
    url,
    `SELECT jsonb_build_object('table', c.table_name, 'column', c.column_name, 'nullable', c.is_nullable = 'YES',
       'type', CASE WHEN c.data_type = 'ARRAY' THEN substr(c.udt_name, 2) || '[]'
                    WHEN c.udt_name = 'timestamptz' THEN 'timestamptz(' || c.datetime_precision || ')'
                    ELSE c.udt_name END,
       'key', EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
              WHERE i.indisprimary AND i.indrelid = format('%I', c.table_name)::regclass AND a.attname = c.column_name))
     FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name <> '_prisma_migrations'`,
  )) as (Omit<Field, "name"> & { table: string })[];
  const tables = new Map<string, Omit<Field, "name">[]>();
  for (const { table, ...field } of rows.sort((a, b) => a.column.localeCompare(b.column))) {
    tables.set(table, [...(tables.get(table) ?? []), field]);
  }
  return tables;
}

let database: TestDatabase;
let db: PrismaClient;

beforeAll(async () => {
  database = await cloneDatabase(inject("testServer"));
  db = createDb(database.url);
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

test("the migrated database has every table and column of the schema, and no other", async () => {
  const schema = readSchema();
  const tables = await readDatabase(database.url);
  expect([...tables.keys()].sort()).toEqual([...schema.keys()].sort());
  expect(schema.size).toBeGreaterThan(40);
  for (const [table, { fields }] of schema) {
    const wanted = fields.map(({ name, ...rest }) => rest);
    expect({ table, fields: tables.get(table) }).toEqual({ table, fields: wanted });
  }
});

test("every model of the generated client can be read with all its fields", async () => {
  const delegates = Object.entries(db).filter(([, value]) => typeof value?.findFirst === "function");
  const names = delegates.map(([name]) => name.toLowerCase()).sort();
  expect(names).toEqual([...readSchema().values()].map(({ model }) => model.toLowerCase()).sort());
  for (const [, delegate] of delegates) expect(await delegate.findFirst()).toBeNull();
});

test("the database has every index of the schema, partial where it says so, and no other", async () => {
  const wanted = [...readSchema()].flatMap(([table, { body, fields }]) => indexesOf(table, body, fields));
  const found = await query(
    database.url,
    `SELECT indexname || CASE WHEN indexdef LIKE '% WHERE %' THEN ' partial' ELSE '' END FROM pg_indexes
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' AND indexname NOT LIKE '%\\_pkey'`,
  );
  expect(found.sort()).toEqual(wanted.sort());
});

test("every foreign key has an index that begins with it", async () => {
  const bare = await query(
    database.url,
    `SELECT conname FROM pg_constraint f WHERE contype = 'f' AND NOT EXISTS (
       SELECT FROM pg_index i WHERE i.indrelid = f.conrelid AND (i.indkey::int2[])[0:cardinality(f.conkey) - 1] = f.conkey
         AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) ~ 'IS NOT NULL'))`,
  );
  expect(bare).toEqual([]);
});

test("message ids begin above those of earlier servers and increase", async () => {
  const uid = await makeAccount(db, "+8613800000001");
  const message = { uid, originPushType: 0, title: "", content: "", createTime: new Date() };
  const first = await db.message.create({ data: message });
  const second = await db.message.create({ data: message });
  expect(first.messageId).toBe(1_800_000_000_000_000n);
  expect(second.messageId).toBe(1_800_000_000_000_001n);
  expect(Number.isSafeInteger(Number(second.messageId))).toBe(true);
});

test("secrets are left out unless asked for", async () => {
  const uid = await makeAccount(db, "+8613800000002");
  const time = new Date("2026-01-01T00:00:00.123Z");
  const client = { clientType: 1, versionName: "1.0", versionCode: 1, ip: "127.0.0.1" };
  const times = { createTime: time, expireTime: time, slideTime: time };
  await db.session.create({ data: { uid, tokenHash: "hash", accessSecret: "secret", ...times, ...client } });
  expect(await db.session.findUnique({ where: { uid } })).toEqual({ uid, ...times, ...client });
  const { session } = await db.account.findUniqueOrThrow({ where: { uid }, include: { session: true } });
  expect(session).not.toHaveProperty("accessSecret");
  expect(await db.session.findUnique({ where: { uid }, select: { accessSecret: true } })).toEqual({
    accessSecret: "secret",
  });
});

describe("the audit log", () => {
  beforeAll(async () => {
    await db.auditEntry.create({ data: { action: "test", createTime: new Date() } });
  });

  test.each([
    "UPDATE audit_log SET reason = 'other'",
    "DELETE FROM audit_log",
    "TRUNCATE audit_log",
    "SET session_replication_role = replica; DELETE FROM audit_log",
  ])("refuses %s, also by a superuser", async (sql) => {
    await expect(query(database.ownerUrl, sql)).rejects.toThrow(/append-only|permission denied/);
    expect(await db.auditEntry.count()).toBe(1);
  });
});
