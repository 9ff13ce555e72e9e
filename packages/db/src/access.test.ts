import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { canChangeAuditLog, grantAccess } from "./access";
import { query } from "./fixtures/servers";
import { migrate } from "./migrate";
import { cloneDatabase, type TestDatabase } from "./testing";

const INSERT = "INSERT INTO audit_log (action, create_time) VALUES ('test', now())";
const CHANGES = [
  "UPDATE audit_log SET reason = 'other'",
  "DELETE FROM audit_log",
  "TRUNCATE audit_log",
  "INSERT INTO audit_log (id, action, create_time) VALUES (1, 'x', now()) ON CONFLICT (id) DO UPDATE SET action = 'x'",
];
const forbidden = { code: "42501", message: expect.stringMatching(/^(permission denied|must be owner)/) };

describe("the api's role", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await cloneDatabase(inject("testServer"));
    await query(database.url, INSERT);
  });
  afterAll(() => database.drop());

  test.each([
    ...CHANGES,
    "DROP TABLE audit_log",
    "DROP TRIGGER audit_log_append_only ON audit_log",
    "ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only",
    "ALTER TABLE audit_log OWNER TO CURRENT_USER",
    "CREATE TRIGGER before_all BEFORE INSERT ON audit_log EXECUTE FUNCTION audit_log_refuse()",
    "CREATE OR REPLACE FUNCTION audit_log_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
    "DELETE FROM _prisma_migrations",
    "CREATE TABLE public.more (n int)",
    "CREATE SCHEMA more",
  ])("may not %s", async (sql) => {
    await expect(query(database.url, sql)).rejects.toMatchObject({ code: "42501" });
  });

  test("has no privileges to give away", async () => {
    const [before] = await query(database.url, "SELECT relacl::text FROM pg_class WHERE relname = 'audit_log'");
    // PostgreSQL answers with a warning or an error, by whether anything could be granted.
    await query(database.url, "GRANT ALL ON audit_log TO PUBLIC").catch((error: unknown) =>
      expect(error).toMatchObject(forbidden),
    );
    expect(await query(database.url, "SELECT relacl::text FROM pg_class WHERE relname = 'audit_log'")).toEqual([
      before,
    ]);
    for (const sql of CHANGES) await expect(query(database.url, sql)).rejects.toMatchObject(forbidden);
  });

  test("reads and adds to the audit log, and writes everything else", async () => {
    expect(await query(database.url, "SELECT action FROM audit_log")).toEqual(["test"]);
    const tables = await query(
      database.url,
      `SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
           AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE')) ORDER BY 1`,
    );
    expect(tables).toEqual(["_prisma_migrations", "audit_log"]);
  });

  test("loses what it had more, and the owner keeps what it has", async () => {
    const [role] = await query(database.url, "SELECT current_user::text");
    await query(database.ownerUrl, `GRANT ALL ON audit_log TO "${role}"`);
    expect(await canChangeAuditLog(database.url)).toBe(true);
    for (let time = 0; time < 2; time++) await grantAccess(database.ownerUrl, database.url);
    expect(await canChangeAuditLog(database.url)).toBe(false);
    await grantAccess(database.ownerUrl, database.ownerUrl);
    expect(await canChangeAuditLog(database.ownerUrl)).toBe(true);
    await query(database.ownerUrl, INSERT);
  });
});

describe("a database whose owner is no superuser", () => {
  const name = `chaoqer_test_${randomBytes(8).toString("hex")}`;
  const { adminUrl, apiUrl } = inject("testServer");
  const at = (from: string, change: Partial<URL> = {}) =>
    Object.assign(new URL(from), { pathname: `/${name}`, ...change }).href;
  const ownerUrl = at(adminUrl, { username: name, password: name });
  beforeAll(async () => {
    await query(adminUrl, `CREATE ROLE ${name} LOGIN PASSWORD '${name}' ROLE CURRENT_USER`);
    await query(adminUrl, `CREATE DATABASE ${name} OWNER ${name}`);
    await migrate(ownerUrl);
    await query(ownerUrl, INSERT);
  });
  afterAll(async () => {
    await query(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await query(adminUrl, `DROP ROLE ${name}`);
  });

  test.each(CHANGES)("does not let it %s", async (sql) => {
    await expect(query(ownerUrl, sql)).rejects.toMatchObject(forbidden);
  });

  test("lets another role in, which may do less", async () => {
    await grantAccess(ownerUrl, at(apiUrl));
    await query(at(apiUrl), INSERT);
    for (const sql of CHANGES) await expect(query(at(apiUrl), sql)).rejects.toMatchObject(forbidden);
    expect(await canChangeAuditLog(at(apiUrl))).toBe(false);
    expect(await canChangeAuditLog(ownerUrl)).toBe(true);
  });
});
