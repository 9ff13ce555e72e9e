import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { PrismaClient as GeneratedClient, Prisma } from "./generated/client";
import { statementNames } from "./statements";

export { Prisma };

/** Columns that no query returns unless it selects them by name. */
const secrets = {
  session: { tokenHash: true, accessSecret: true },
  captcha: { codeHash: true },
  staff: { passwordHash: true, totpSecret: true },
} as const satisfies Prisma.GlobalOmitConfig;

/** The database, as `createDb` opens it. */
export type PrismaClient = GeneratedClient<"query", typeof secrets>;
/** What reads and writes take: the client itself, or a transaction of it. */
export type Db = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$extends" | "$transaction">;
/** The client inside a transaction; the same calls. */
export type Tx = Db;

/** Settings of `createDb`; times in milliseconds. */
export interface DbOptions {
  /** Connections at most (10). */
  max?: number;
  /** The server cancels a statement that runs longer (10 000; 0: never). */
  statementTimeoutMs?: number;
  /** How long a call waits for a free or new connection (5 000). */
  connectionTimeoutMs?: number;
  /** Shown in pg_stat_activity ("chaoqer"). */
  applicationName?: string;
  /** Told each statement that was run, BEGIN and COMMIT too, for tests that count them. */
  onQuery?: (query: { sql: string; params: string; durationMs: number }) => void;
  /** Told when a connection breaks while no query is on it (the server went away). */
  onConnectionError?: (error: Error) => void;
}

/**
 * Opens the database. Connects with the first query; `await db.$disconnect()` closes the pool.
 * Secret columns are left out of results: read one with `select: { tokenHash: true }`.
 */
export function createDb(url: string, options: DbOptions = {}): PrismaClient {
  const { onQuery, onConnectionError } = options;
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.connectionTimeoutMs ?? 5_000,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: options.applicationName ?? "chaoqer",
    keepAlive: true,
  });
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    onPoolError: onConnectionError,
    onConnectionError,
    statementNameGenerator: statementNames(),
  });
  const log = onQuery ? [{ emit: "event" as const, level: "query" as const }] : [];
  const db: PrismaClient = new GeneratedClient({ adapter, omit: secrets, log, errorFormat: "minimal" });
  if (onQuery)
    db.$on("query", (event) => onQuery({ sql: event.query, params: event.params, durationMs: event.duration }));
  return db;
}
