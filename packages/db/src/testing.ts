import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { startEmbedded } from "./embedded";
import { migrate } from "./migrate";

/** What a test needs to get a database of its own: plain data, so that it can be handed to other processes. */
export interface TestServerInfo {
  /** A database from which others are created and dropped. */
  adminUrl: string;
  /** Name of the migrated, empty database that is copied. */
  template: string;
}

/** A database of a test. */
export interface TestDatabase {
  url: string;
  /** Closes what is still connected to it, and removes it. */
  drop(): Promise<void>;
}

/**
 * The server for a run of tests: that of DATABASE_URL if set, else an embedded one in a temporary folder. Makes the
 * template; `stop` removes it, and the embedded server.
 */
export async function startTestServer(): Promise<TestServerInfo & { stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  const embedded = given
    ? undefined
    : await startEmbedded({ dataDir: await mkdtemp(path.join(os.tmpdir(), "chaoqer-test-")), temporary: true });
  const adminUrl = given ?? embedded?.url ?? "";
  const template = newName("template");
  try {
    await run(adminUrl, `CREATE DATABASE ${template}`);
    await migrate(urlOf(adminUrl, template));
    // A connection to it would stand in the way of copying.
    await run(adminUrl, `ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const stop = async () => {
    if (embedded) await embedded.stop();
    else await run(adminUrl, `DROP DATABASE IF EXISTS ${template}`);
  };
  return { adminUrl, template, stop };
}

/** A fresh copy of the migrated database, for one test file: it takes some tenths of a second. */
export async function cloneDatabase({ adminUrl, template }: TestServerInfo): Promise<TestDatabase> {
  const name = newName("test");
  await run(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: urlOf(adminUrl, name),
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
