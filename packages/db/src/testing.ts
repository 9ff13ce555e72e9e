import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { grantAccess } from "./access";
import { startEmbedded } from "./embedded";
import { migrate } from "./migrate";

/** What a test needs to get a database of its own: plain data, so that it can be handed to other processes. */
export interface TestServerInfo {
  /** A database from which others are created and dropped. */
  adminUrl: string;
  /** The same for the role that the api works with. */
  apiUrl: string;
  /** Name of the migrated, empty database that is copied. */
  template: string;
}

/** A database of a test. */
export interface TestDatabase {
  /** For the api's role, which owns nothing. */
  url: string;
  /** For the role that owns its tables. */
  ownerUrl: string;
  /** Closes what is still connected to it, and removes it. */
  drop(): Promise<void>;
}

/**
 * The server for a run of tests: that of DATABASE_URL if set, else an embedded one in a temporary folder. Makes the
 * template and the api's role; `stop` removes them, and the embedded server.
 */
export async function startTestServer(): Promise<TestServerInfo & { stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL || undefined;
  const embedded = given
    ? undefined
    : await startEmbedded({ dataDir: await mkdtemp(path.join(os.tmpdir(), "chaoqer-test-")), temporary: true });
  const adminUrl = given ?? embedded?.ownerUrl ?? "";
  const template = newName("template");
  const role = newName("role");
  const apiUrl = embedded?.url ?? withRole(adminUrl, role, randomBytes(16).toString("hex"));
  const stop = async () => {
    if (embedded) return embedded.stop();
    await run(adminUrl, `DROP DATABASE IF EXISTS ${template}`);
    await run(adminUrl, `DROP ROLE IF EXISTS ${role}`);
  };
  try {
    // A member of it may end its connections, and so drop databases that it left open.
    if (given)
      await run(adminUrl, `CREATE ROLE ${role} LOGIN PASSWORD '${new URL(apiUrl).password}' ROLE CURRENT_USER`);
    await makeTemplate(adminUrl, apiUrl, template);
  } catch (error) {
    await stop();
    throw error;
  }
  return { adminUrl, apiUrl, template, stop };
}

async function makeTemplate(adminUrl: string, apiUrl: string, template: string): Promise<void> {
  await run(adminUrl, `CREATE DATABASE ${template}`);
  await migrate(urlOf(adminUrl, template));
  await grantAccess(urlOf(adminUrl, template), urlOf(apiUrl, template));
  // A connection to it would stand in the way of copying.
  await run(adminUrl, `ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
}

/** A server of one test's own, always an embedded one, that goes away and comes back at the same address. */
export interface MortalServer extends TestServerInfo {
  /** Takes it away from all who are connected. */
  halt(): Promise<void>;
  /** Has it back, with all that was committed. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server that the test may stop and start again. */
export async function startMortalServer(): Promise<MortalServer> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "chaoqer-mortal-"));
  let server = await startEmbedded({ dataDir, fsync: false });
  const { ownerUrl: adminUrl, url: apiUrl, port } = server;
  const template = newName("template");
  await makeTemplate(adminUrl, apiUrl, template);
  return {
    adminUrl,
    apiUrl,
    template,
    halt: () => server.stop(),
    resume: async () => {
      server = await startEmbedded({ dataDir, fsync: false, port });
    },
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** A fresh copy of the migrated database, for one test file: it takes some tenths of a second. */
export async function cloneDatabase({ adminUrl, apiUrl, template }: TestServerInfo): Promise<TestDatabase> {
  const name = newName("test");
  await run(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: urlOf(apiUrl, name),
    ownerUrl: urlOf(adminUrl, name),
    drop: () => run(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

function newName(kind: string): string {
  return `chaoqer_${kind}_${randomBytes(8).toString("hex")}`;
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

function withRole(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

async function run(url: string, sql: string): Promise<void> {
  for (let round = 0; ; round++) {
    const client = new Client({ connectionString: url });
    // The query under way rejects as well.
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query(sql);
      return;
    } catch (error) {
      // 55006: the template is being copied or looked at by another; 53300: too many connections.
      const code = (error as NodeJS.ErrnoException).code ?? "";
      if (round >= 100 || !["55006", "53300"].includes(code)) throw error;
      await sleep(50 + Math.random() * 100);
    } finally {
      await client.end();
    }
  }
}
