import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createDb, type PrismaClient } from "./client";
import { startEmbedded } from "./embedded";
import {
  isDatabaseAway,
  isForeignKeyViolation,
  isNotFound,
  isStatementTimeout,
  isTransactionTimeout,
  isUniqueViolation,
  isWriteConflict,
  violatedConstraint,
  withoutRowData,
} from "./errors";
import { makeAccount } from "./fixtures/database";
import { cloneDatabase, type TestDatabase } from "./testing";
import { inTransaction } from "./tx";

let database: TestDatabase;
let db: PrismaClient;

beforeAll(async () => {
  database = await cloneDatabase(inject("testServer"));
  db = createDb(database.url, { statementTimeoutMs: 200 });
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error("it should have failed");
    },
    (error: unknown) => error,
  );
}

/** Which of the questions is answered with yes. */
function kinds(error: unknown): string[] {
  const all = {
    isUniqueViolation,
    isForeignKeyViolation,
    isNotFound,
    isWriteConflict,
    isStatementTimeout,
    isTransactionTimeout,
    isDatabaseAway,
  };
  return Object.entries(all)
    .filter(([, is]) => is(error))
    .map(([name]) => name);
}

const time = new Date("2026-01-01T00:00:00Z");

describe("an answer of the server", () => {
  test("unique violation, by the client and raw, with the constraint's name", async () => {
    const uid = await makeAccount(db, "+8613700000001");
    const byClient = await failure(makeAccount(db, "+8613700000001"));
    const raw = await failure(
      db.$executeRaw`INSERT INTO accounts VALUES (${uid}, '+8613700000002', 1, NULL, NULL, ${time}, ${time})`,
    );
    expect([kinds(byClient), kinds(raw)]).toEqual([["isUniqueViolation"], ["isUniqueViolation"]]);
    expect([violatedConstraint(byClient), violatedConstraint(raw)]).toEqual(["accounts_mobile_key", "accounts_pkey"]);
    expect(isUniqueViolation(raw, "accounts_pkey")).toBe(true);
    expect(isUniqueViolation(raw, "accounts_mobile_key")).toBe(false);
  });

  test("foreign key violation, by the client and raw, and of a row still referred to", async () => {
    const times = { createTime: time, updateTime: time };
    const byClient = await failure(db.profile.create({ data: { uid: "nobody", nickname: "", avatar: "", ...times } }));
    const raw = await failure(db.$executeRaw`INSERT INTO blocks VALUES ('nobody', 'no one', ${time})`);
    const uid = await makeAccount(db, "+8613700000003");
    await db.club.create({ data: { clubId: "c", uid, name: "", cover: "", createTime: time } });
    const restricted = await failure(db.account.delete({ where: { uid } }));
    for (const error of [byClient, raw, restricted]) expect(kinds(error)).toEqual(["isForeignKeyViolation"]);
    expect(violatedConstraint(byClient)).toBe("profiles_uid_fkey");
  });

  test("not found", async () => {
    const update = await failure(db.account.update({ where: { uid: "nobody" }, data: { status: 1 } }));
    const find = await failure(db.account.findUniqueOrThrow({ where: { uid: "nobody" } }));
    expect([kinds(update), kinds(find)]).toEqual([["isNotFound"], ["isNotFound"]]);
  });

  test("statement timeout, inside and outside a transaction", async () => {
    const outside = await failure(db.$queryRaw`SELECT pg_sleep(5)::text`);
    const inside = await failure(inTransaction({ db }, (ctx) => ctx.db.$queryRaw`SELECT pg_sleep(5)::text`));
    expect([kinds(outside), kinds(inside)]).toEqual([["isStatementTimeout"], ["isStatementTimeout"]]);
  });

  test("transaction timeout", async () => {
    const late = await failure(
      inTransaction({ db }, () => new Promise((resolve) => setTimeout(resolve, 200)), { timeoutMs: 50 }),
    );
    expect(kinds(late)).toEqual(["isTransactionTimeout"]);
  });

  test("a row quoted in an error can be taken out of it", async () => {
    const error = await failure(
      db.account.create({
        data: { uid: "u", mobile: "+8613700000009", status: 7, createTime: time, lastActiveTime: time },
      }),
    );
    expect(kinds(error)).toEqual([]);
    expect(JSON.stringify(error)).toContain("13700000009");
    expect(JSON.stringify(withoutRowData(error))).not.toContain("13700000009");
  });
});

describe("no answer: the database is away", () => {
  test("a refused connection", async () => {
    const nowhere = createDb("postgresql://127.0.0.1:1/none");
    const errors = [
      await failure(nowhere.account.count()),
      await failure(nowhere.$queryRaw`SELECT 1`),
      await failure(inTransaction({ db: nowhere }, (ctx) => ctx.db.account.count())),
      await failure(new Client({ connectionString: "postgresql://127.0.0.1:1/none" }).connect()),
    ];
    for (const error of errors) expect(kinds(error)).toEqual(["isDatabaseAway"]);
    await nowhere.$disconnect();
  });

  test("a connection that the server ends", async () => {
    const kill = "SELECT pg_terminate_backend(pg_backend_pid())::text";
    expect(kinds(await failure(db.$queryRawUnsafe(kill)))).toEqual(["isDatabaseAway"]);
    expect(kinds(await failure(inTransaction({ db }, (ctx) => ctx.db.$queryRawUnsafe(kill))))).toEqual([
      "isDatabaseAway",
    ]);
    expect(await db.account.count()).toBeGreaterThanOrEqual(0);
  });

  test("a pool that gives no connection in time", async () => {
    const small = createDb(database.url, { max: 1, connectionTimeoutMs: 100 });
    const held = inTransaction({ db: small }, async (ctx) => {
      await ctx.db.account.count();
      return [
        await failure(small.account.count()),
        await failure(inTransaction({ db: small }, (other) => other.db.account.count())),
      ];
    });
    for (const error of await held) expect(kinds(error)).toEqual(["isDatabaseAway"]);
    await small.$disconnect();
  });

  test("a server that is stopped under running queries, and started again", async () => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "chaoqer-away-"));
    const first = await startEmbedded({ dataDir, fsync: false });
    const idle: Error[] = [];
    const client = createDb(first.url, { onConnectionError: (error) => idle.push(error) });
    await Promise.all([client.$queryRaw`SELECT 1`, client.$queryRaw`SELECT 1`]);
    const running = failure(client.$queryRaw`SELECT pg_sleep(30)::text`);
    const inside = failure(inTransaction({ db: client }, (ctx) => ctx.db.$queryRaw`SELECT pg_sleep(30)::text`));
    const raw = new Client({ connectionString: first.url });
    raw.on("error", () => undefined);
    await raw.connect();
    const plain = failure(raw.query("SELECT pg_sleep(30)"));
    await client.$queryRaw`SELECT 1`;
    await first.stop();
    for (const error of [await running, await inside, await plain]) expect(kinds(error)).toEqual(["isDatabaseAway"]);
    expect(kinds(await failure(client.$queryRaw`SELECT 1`))).toEqual(["isDatabaseAway"]);
    const second = await startEmbedded({ dataDir, temporary: true, port: first.port });
    expect(await client.$queryRaw`SELECT 1 AS n`).toEqual([{ n: 1 }]);
    await client.$disconnect();
    await second.stop();
  });
});
