import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";

/** The lock that `prisma migrate` takes, so that the two never run at once. */
const lockId = 72707369;

/** Settings of `migrate`. */
export interface MigrateOptions {
  /** Told what is applied, one line a migration. */
  log?: (line: string) => void;
  /** The folder with the migrations; by default this package's, also from a bundle in apps/<app>/dist. */
  folder?: string;
}

/** The database and the folder of migrations do not belong together; the message says what to do. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

interface Migration {
  name: string;
  sql: string;
  /** As Prisma computes it: SHA-256 of the file, hex. */
  checksum: string;
}

interface AppliedRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  logs: string | null;
}

/**
 * Brings the database to the newest migration and answers the names of those it applied. Any number of processes
 * may call it at once: one works, the others wait and find nothing left to do. Each migration is one transaction,
 * recorded in `_prisma_migrations` as `prisma migrate deploy` does.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const { log = () => {} } = options;
  const migrations = await readMigrations(options.folder ?? (await findFolder()));
  const client = new Client({ connectionString: url, application_name: "chaoqer-migrate", statement_timeout: 0 });
  // A broken connection also rejects the query under way; without a listener it would end the process.
  client.on("error", (error) => log(`migrate: ${error.message}`));
  await client.connect();
  try {
    await lock(client, log);
    const pending = findPending(migrations, await readApplied(client));
    for (const migration of pending) {
      await apply(client, migration);
      log(`migrated ${migration.name}`);
    }
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function findFolder(): Promise<string> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (const guess of ["../prisma/migrations", "../../../packages/db/prisma/migrations", "migrations"]) {
    const folder = path.resolve(here, guess);
    if (existsSync(path.join(folder, "migration_lock.toml"))) return folder;
  }
  throw new MigrationError(`No folder with migrations was found from ${here}: name it with the option "folder"`);
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: sha256(sql) };
    }),
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * Takes the lock by asking again and again: a session that waits inside a statement would hold a snapshot, which
 * CREATE INDEX CONCURRENTLY in the session that has the lock waits for.
 */
async function lock(client: Client, log: (line: string) => void): Promise<void> {
  for (let round = 0; ; round++) {
    const { rows } = await client.query<{ ok: boolean }>("SELECT pg_try_advisory_lock($1) AS ok", [lockId]);
    if (rows[0]?.ok) return;
    if (round === 10) log("migrate: waiting for another process that migrates");
    await sleep(100);
  }
}

// The table as Prisma makes it.
const bookkeeping = `CREATE TABLE _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

async function readApplied(client: Client): Promise<AppliedRow[]> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there",
  );
  if (!rows[0]?.there) await client.query(bookkeeping);
  const applied = await client.query<AppliedRow>(
    `SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return applied.rows;
}

/** What is left to apply, or an error if the database has a history that is not the folder's. */
function findPending(migrations: Migration[], applied: AppliedRow[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (!row.finished_at) {
      throw new MigrationError(
        `Migration ${row.migration_name} did not finish in this database${row.logs ? `: ${row.logs}` : ""}. ` +
          "Put right by hand what it left, then mark its row in _prisma_migrations: finished_at if it is applied, " +
          "rolled_back_at if it is to run again",
      );
    }
    if (!migration) {
      throw new MigrationError(
        `The database has the migration ${row.migration_name}, which this version of the program does not: ` +
          "it was migrated by a newer version, or is another program's database",
      );
    }
    if (!sameScript(migration.sql, row.checksum)) {
      throw new MigrationError(
        `Migration ${migration.name} was changed after it was applied to this database. Restore the file, ` +
          "and put the change into a new migration",
      );
    }
  }
  const done = new Set(applied.map((row) => row.migration_name));
  return migrations.filter((migration) => !done.has(migration.name));
}

/** Line ends do not count: git may have turned them on checkout. */
function sameScript(sql: string, checksum: string): boolean {
  const unix = sql.replaceAll("\r\n", "\n");
  return [sql, unix, unix.replaceAll("\n", "\r\n")].some((text) => sha256(text) === checksum);
}

async function apply(client: Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  // PostgreSQL refuses it in a transaction; such a migration must hold this one statement alone.
  const bare = /^\s*CREATE\s+(UNIQUE\s+)?INDEX\s+CONCURRENTLY\b/im.test(migration.sql);
  try {
    if (!bare) await client.query("BEGIN");
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at)
       VALUES ($1, $2, $3, clock_timestamp())`,
      [id, migration.checksum, migration.name],
    );
    await client.query(migration.sql);
    await client.query(
      "UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1",
      [id],
    );
    if (!bare) await client.query("COMMIT");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // What was in a transaction leaves no trace once the connection closes; the rest stands as unfinished.
    if (bare) await client.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, reason]);
    throw new MigrationError(`Migration ${migration.name} failed: ${reason}`, { cause: error });
  }
}
