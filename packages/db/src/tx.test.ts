import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { createDb, type Db, type PrismaClient } from "./client";
import { isUniqueViolation } from "./errors";
import { makeAccount } from "./fixtures/database";
import { cloneDatabase, type TestDatabase } from "./testing";
import { inTransaction, isTransaction, onCommit } from "./tx";

let database: TestDatabase;
let db: PrismaClient;
let statements: string[] = [];
let uid = "";
let phone = 0;

beforeAll(async () => {
  database = await cloneDatabase(inject("testServer"));
  db = createDb(database.url, { onQuery: ({ sql }) => statements.push(sql) });
});

beforeEach(async () => {
  uid = await makeAccount(db, nextMobile());
  statements = [];
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

function nextMobile(): string {
  return `+86${13_900_000_000 + phone++}`;
}

const exists = async (id: string) => (await db.account.count({ where: { uid: id } })) === 1;
const forever = () => new Promise<never>(() => {});

test("commits what it did, and hands on the rest of the context", async () => {
  const made = await inTransaction({ db, caller: "me" }, async (ctx) => {
    expect(ctx.caller).toBe("me");
    expect(isTransaction(ctx.db)).toBe(true);
    return makeAccount(ctx.db, nextMobile());
  });
  expect(await exists(made)).toBe(true);
  expect(isTransaction(db)).toBe(false);
});

test("an error takes back all of it and arrives as it was thrown", async () => {
  const failure = new Error("no");
  let made = "";
  const work = inTransaction({ db }, async (ctx) => {
    made = await makeAccount(ctx.db, nextMobile());
    throw failure;
  });
  await expect(work).rejects.toBe(failure);
  expect(await exists(made)).toBe(false);
});

test("within another one it becomes part of that", async () => {
  let inner = "";
  const work = inTransaction({ db }, async (ctx) => {
    inner = await inTransaction(ctx, (nested) => makeAccount(nested.db, nextMobile()));
    throw new Error("no");
  });
  await expect(work).rejects.toThrow("no");
  expect(await exists(inner)).toBe(false);
  expect(statements.filter((sql) => sql === "COMMIT" || sql === "ROLLBACK")).toEqual(["ROLLBACK"]);
});

/** Two transactions that each read the row before either writes it. */
function collide(work: (ctx: { db: Db }, meet: () => Promise<void>) => Promise<void>): Promise<unknown> {
  let waiting = 0;
  let go = () => {};
  const both = new Promise<void>((resolve) => {
    go = resolve;
  });
  const meet = async () => {
    if (++waiting === 2) go();
    await both;
  };
  const one = () => inTransaction({ db }, (ctx) => work(ctx, meet), { isolationLevel: "Serializable" });
  return Promise.all([one(), one()]);
}

test.each(["by the client", "by raw SQL"])("a write conflict is tried again (%s)", async (how) => {
  await makeAccountWithProfile();
  let runs = 0;
  await collide(async (ctx, meet) => {
    runs++;
    const { cardTotal } = await ctx.db.profile.findUniqueOrThrow({ where: { uid } });
    await meet();
    const next = cardTotal + 1;
    if (how === "by the client") await ctx.db.profile.update({ where: { uid }, data: { cardTotal: next } });
    else await ctx.db.$executeRaw`UPDATE profiles SET card_total = ${next} WHERE uid = ${uid}`;
  });
  expect(runs).toBe(3);
  expect((await db.profile.findUniqueOrThrow({ where: { uid } })).cardTotal).toBe(2);
});

async function makeAccountWithProfile() {
  const time = new Date();
  await db.profile.create({ data: { uid, nickname: "n", avatar: "", createTime: time, updateTime: time } });
}

test("a conflict that stays is given up in the end; inner ones never try again", async () => {
  let outer = 0;
  let inner = 0;
  const work = inTransaction(
    { db },
    async (ctx) => {
      outer++;
      await inTransaction(ctx, async ({ db: tx }) => {
        inner++;
        await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = 'serialization_failure'; END $$`;
      });
    },
    { retries: 2 },
  );
  await expect(work).rejects.toThrow("40001");
  expect([outer, inner]).toEqual([3, 3]);
});

test("other errors are not tried again", async () => {
  let runs = 0;
  const work = inTransaction({ db }, async (ctx) => {
    runs++;
    await ctx.db.$executeRaw`SELECT 1 / 0`;
  });
  await expect(work).rejects.toThrow("22012");
  expect(runs).toBe(1);
});

test("past the caller's signal nothing commits, though the work goes on", async () => {
  const call = new AbortController();
  let made = "";
  let late: Promise<unknown> = Promise.resolve();
  const work = inTransaction({ db, signal: call.signal }, async (ctx) => {
    made = await makeAccount(ctx.db, nextMobile());
    const reached = new Promise<void>((resolve) => setImmediate(resolve));
    call.abort(new Error("the caller left"));
    late = reached.then(() => makeAccount(ctx.db, nextMobile()));
    return late;
  });
  await expect(work).rejects.toThrow("the caller left");
  await expect(late).rejects.toThrow();
  expect(await exists(made)).toBe(false);
});

test("a signal that aborts at the very end, or has already, commits nothing", async () => {
  const call = new AbortController();
  let made = "";
  const work = inTransaction({ db, signal: call.signal }, async (ctx) => {
    made = await makeAccount(ctx.db, nextMobile());
    call.abort(new Error("late"));
  });
  await expect(work).rejects.toThrow("late");
  expect(await exists(made)).toBe(false);
  statements = [];
  await expect(inTransaction({ db, signal: call.signal }, async () => 1)).rejects.toThrow("late");
  expect(statements).toEqual([]);
});

test("past its own time nothing commits, whatever the work waits for", async () => {
  let made = "";
  const work = inTransaction(
    { db },
    async (ctx) => {
      made = await makeAccount(ctx.db, nextMobile());
      await forever();
    },
    { timeoutMs: 100 },
  );
  await expect(work).rejects.toMatchObject({ name: "TimeoutError" });
  expect(await exists(made)).toBe(false);
});

describe("what waits for the commit", () => {
  test("runs once that is done, in order, whichever depth asked for it", async () => {
    const told: string[] = [];
    const tell = (what: string) => () => void told.push(`${what} after ${statements.at(-1)}`);
    await inTransaction({ db }, async (ctx) => {
      onCommit(ctx.db, tell("outer"));
      await inTransaction(ctx, async (nested) => onCommit(nested.db, tell("inner")));
      await makeAccount(ctx.db, nextMobile());
      expect(told).toEqual([]);
    });
    expect(told).toEqual(["outer after COMMIT", "inner after COMMIT"]);
  });

  test("outside of a transaction runs at once", () => {
    const told: number[] = [];
    onCommit(db, () => told.push(1));
    expect(told).toEqual([1]);
  });

  test("never runs after a rollback: an error, the caller's signal, a commit that the database refuses", async () => {
    const told: string[] = [];
    const tell = (what: string) => () => void told.push(what);
    const failing = inTransaction({ db }, async (ctx) => {
      onCommit(ctx.db, tell("error"));
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    const call = new AbortController();
    const aborted = inTransaction({ db, signal: call.signal }, async (ctx) => {
      onCommit(ctx.db, tell("signal"));
      call.abort(new Error("late"));
    });
    await expect(aborted).rejects.toThrow("late");
    const refused = inTransaction({ db }, async (ctx) => {
      onCommit(ctx.db, tell("commit"));
      await ctx.db.$executeRaw`CREATE TEMP TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP`;
      await ctx.db.$executeRaw`INSERT INTO late VALUES (1), (1)`;
    });
    await expect(refused).rejects.toSatisfy((error) => isUniqueViolation(error));
    expect(told).toEqual([]);
  });

  test("of a try that met a conflict is forgotten; what the last one asked for runs once", async () => {
    await makeAccountWithProfile();
    const told: string[] = [];
    let runs = 0;
    await collide(async (ctx, meet) => {
      const run = ++runs;
      onCommit(ctx.db, () => void told.push(`run ${run}`));
      const { cardTotal } = await ctx.db.profile.findUniqueOrThrow({ where: { uid } });
      await meet();
      await ctx.db.profile.update({ where: { uid }, data: { cardTotal: cardTotal + 1 } });
    });
    expect(runs).toBe(3);
    expect(told).toHaveLength(2);
    expect(told).toContain("run 3");
  });
});
