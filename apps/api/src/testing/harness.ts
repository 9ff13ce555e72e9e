import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDb, type PrismaClient } from "@chaoqer/db/client";
import { cloneDatabase, type TestServerInfo } from "@chaoqer/db/testing";
import type {} from "@chaoqer/db/vitest-setup";
import { buildSandbox } from "@chaoqer/sandbox/app";
import { devCredentials } from "@chaoqer/sandbox/credentials";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { inject } from "vitest";
import { buildApp } from "../app";
import { buildDeps, type ProcessDeps } from "../deps";
import { hashToken, newId, SESSION_TTL_MS } from "../domains/account/rules";
import { readEnv } from "../env";
import { type JobName, QUEUES } from "../jobs/queue";
import { takeBatch } from "../jobs/workers";
import { loggerOptions } from "../log";
import { prepareDatabase } from "../prepare";
import { TestClock } from "./clock";
import { NativeClient } from "./native-client";

/** A running sandbox of one test file, asked over HTTP like any client would. */
export interface TestSandbox {
  url: string;
  inspect<T = Record<string, unknown>>(what: string): Promise<T[]>;
  fault(fault: Record<string, unknown>): Promise<void>;
  healFaults(): Promise<void>;
}

export interface TestUser extends NativeClient {
  uid: string;
  nickname: string;
  mobile: string;
}

/** A statement and its parameters, as a JSON list. */
export interface Query {
  sql: string;
  params: string;
}

/** The whole api on a database and a sandbox of its own; one a test file. */
export interface TestApp {
  app: FastifyInstance;
  deps: ProcessDeps;
  clock: TestClock;
  sandbox: TestSandbox;
  /** The database as its owner, who may change more than the api. */
  ownerDb: PrismaClient;
  /** Its address. */
  ownerUrl: string;
  /** What was logged, as text. */
  logged(): string;
  /** A client nobody has signed in with. */
  guest(): NativeClient;
  /** A signed-in user; without a profile if asked. */
  user(options?: { profile?: boolean; nickname?: string }): Promise<TestUser>;
  /** Runs every job there is, retries and planned ones too if `early`; failures stay for the next run. */
  runJobs(options?: { early?: boolean }): Promise<void>;
  /** The statements that the api runs for its callers meanwhile, BEGIN and COMMIT too. */
  statements(during: () => Promise<unknown>): Promise<string[]>;
  /** The same with their parameters, as JSON. */
  queries(during: () => Promise<unknown>): Promise<Query[]>;
  close(): Promise<void>;
}

export interface HarnessOptions {
  env?: Record<string, string>;
  /** Another server than that of the whole run. */
  server?: TestServerInfo;
}

async function startSandbox(): Promise<{ sandbox: TestSandbox; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "chaoqer-sandbox-"));
  const server = buildSandbox({ credentials: devCredentials, dataDir, publicUrl: "http://localhost" });
  await server.listen({ port: 0, host: "127.0.0.1" });
  const address = server.server.address();
  const url = `http://localhost:${typeof address === "object" && address ? address.port : 0}`;
  const request = async (method: string, to: string, body?: unknown) => {
    const headers = body ? { "content-type": "application/json" } : undefined;
    const response = await fetch(`${url}${to}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!response.ok) throw new Error(`sandbox ${method} ${to}: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    sandbox: {
      url,
      inspect: async <T>(what: string) => (await (await request("GET", `/inspect/${what}`)).json()) as T[],
      fault: async (fault) => void (await request("POST", "/inspect/fault", fault)),
      healFaults: async () => void (await request("DELETE", "/inspect/fault")),
    },
    stop: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A mainland number that no other test has. */
export const newMobile = () => `139${String(randomInt(100_000_000)).padStart(8, "0")}`;

async function createUser(
  test: TestApp,
  { profile = true, nickname = `用户${randomInt(100_000)}` } = {},
): Promise<TestUser> {
  const now = test.clock.now();
  const mobile = newMobile();
  const session = { uid: newId(), accessToken: newId(), accessSecret: newId() };
  const { uid } = session;
  const device = { clientType: 1, versionName: "1.0.0", versionCode: 10, ip: "127.0.0.1" };
  await test.deps.db.account.create({
    data: {
      uid,
      mobile: `+86${mobile}`,
      createTime: now,
      lastActiveTime: now,
      session: {
        create: {
          tokenHash: hashToken(session.accessToken),
          accessSecret: session.accessSecret,
          createTime: now,
          slideTime: now,
          expireTime: new Date(now.getTime() + SESSION_TTL_MS),
          ...device,
        },
      },
      ...(profile && {
        profile: { create: { nickname, avatar: "https://cdn.example.com/a.jpg", createTime: now, updateTime: now } },
      }),
    },
  });
  const client = new NativeClient(test.app, test.clock);
  client.session = session;
  return Object.assign(client, { uid, nickname, mobile });
}

/** Starts the api for a test file; call `close` in `afterAll`. */
export async function startTestApp(options: HarnessOptions = {}): Promise<TestApp> {
  const database = await cloneDatabase(options.server ?? inject("testServer"));
  const { sandbox, stop: stopSandbox } = await startSandbox();
  const env = readEnv({
    NODE_ENV: "test",
    DATABASE_URL: database.url,
    SANDBOX_URL: sandbox.url,
    DATABASE_POOL: "8",
    EVENT_LOOP_LAG_MS: "60000",
    ...options.env,
  });
  const clock = new TestClock();
  const lines: string[] = [];
  const log = pino(loggerOptions(env), { write: (line: string) => void lines.push(line) });
  await prepareDatabase(database, log);
  const deps = await buildDeps(env, { clock, log });
  const ownerDb = createDb(database.ownerUrl, { max: 1, statementTimeoutMs: 60_000 });
  const app = await buildApp(deps);
  const test: TestApp = {
    app,
    deps,
    clock,
    sandbox,
    ownerDb,
    ownerUrl: database.ownerUrl,
    logged: () => lines.join(""),
    guest: () => new NativeClient(app, clock),
    user: (wanted) => createUser(test, wanted),
    runJobs: async ({ early = false } = {}) => {
      for (const name of Object.keys(QUEUES) as JobName[]) await takeBatch(deps, name, early);
    },
    statements: async (during) => (await test.queries(during)).map(({ sql }) => sql),
    queries: async (during) => {
      const run: Query[] = [];
      const { db } = deps;
      const counted = createDb(env.DATABASE_URL, { onQuery: ({ sql, params }) => void run.push({ sql, params }) });
      deps.db = counted;
      try {
        await during();
        return run;
      } finally {
        deps.db = db;
        await counted.$disconnect();
      }
    },
    close: async () => {
      await app.close();
      await deps.close();
      await ownerDb.$disconnect();
      await stopSandbox();
      await database.drop();
    },
  };
  return test;
}
