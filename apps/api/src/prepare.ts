import { alone, canChangeAuditLog, grantAccess } from "@chaoqer/db/access";
import { MigrationError, migrate } from "@chaoqer/db/migrate";
import { type Logger, pino } from "pino";
import { installQueue } from "./jobs/queue";

/** A database: for the api, and for the role that owns its tables; one role does for both. */
export interface DatabaseUrls {
  url: string;
  ownerUrl?: string | undefined;
}

/**
 * Brings the database to what this version works with: as the owner where one is named, who then lets the api's role in.
 * A role that owns nothing may call it too, and succeeds if nothing is left to do.
 * @returns the migrations applied @throws MigrationError
 */
export async function prepareDatabase(
  { url, ownerUrl }: DatabaseUrls,
  log: Logger = pino({ level: "warn" }),
): Promise<string[]> {
  const owner = ownerUrl ?? url;
  try {
    const applied = await migrate(owner, { log: (line) => log.info(line) });
    await alone(owner, async () => {
      await installQueue(owner, log);
      if (ownerUrl) await grantAccess(ownerUrl, url);
    });
    return applied;
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const advice = "name the role that owns the database in DATABASE_OWNER_URL (docs/operations.md)";
    throw new MigrationError(`The database is not ready, and this role may not change it (${reason}): ${advice}`, {
      cause: error,
    });
  }
}

/** Does the role lack a privilege (SQLSTATE 42501)? */
function isForbidden(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "42501") || isForbidden(error.cause);
}

/** Says so if it is not the database's privileges that keep this process from changing the audit log. */
export async function checkAuditLog(url: string, log: Logger): Promise<void> {
  if (await canChangeAuditLog(url))
    log.warn(
      "Only a trigger protects the audit log: the role of DATABASE_URL could remove it. Give the api a role of its own, " +
        "and name the owner's address in DATABASE_OWNER_URL (docs/operations.md)",
    );
}
