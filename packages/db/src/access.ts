import { Client, escapeIdentifier } from "pg";

/** Any number that nobody else takes. */
const lockId = 72707370;

/** Schemas of the product: its own, and that of the job queue. */
const SCHEMAS = ["public", "pgboss"];

/**
 * Lets the api work in a migrated database with a role that is not its owner's: it reads and writes rows, changes no
 * schema, and of the audit log only reads and adds. May be called again and again, also for a role that had more, but
 * not by two at once (`alone`). Does nothing if the two are one role.
 * @param ownerUrl the role that owns the tables @param url the api's role
 */
export async function grantAccess(ownerUrl: string, url: string): Promise<void> {
  const name = await connected(url, currentRole);
  await connected(ownerUrl, async (client) => {
    if (name === (await currentRole(client))) return;
    const role = escapeIdentifier(name);
    await client.query("BEGIN");
    // Before PostgreSQL 15 everybody may create tables in "public"; only who owns the schema can end that.
    await client.query(`REVOKE CREATE ON SCHEMA public FROM PUBLIC, ${role}`);
    const { rows } = await client.query<{ name: string }>(
      "SELECT nspname::text AS name FROM pg_namespace WHERE nspname = ANY ($1)",
      [SCHEMAS],
    );
    for (const schema of rows)
      await client.query(`
        GRANT USAGE ON SCHEMA ${schema.name} TO ${role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema.name} TO ${role};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema.name} TO ${role};`);
    await client.query(`
      REVOKE ALL ON audit_log, _prisma_migrations FROM ${role};
      GRANT SELECT, INSERT ON audit_log TO ${role};
      GRANT SELECT ON _prisma_migrations TO ${role};
      COMMIT`);
  });
}

/** Could the role change the audit log, if only after giving itself the right to? */
export async function canChangeAuditLog(url: string): Promise<boolean> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ can: boolean }>(`
      SELECT pg_has_role(current_user, relowner, 'MEMBER')
        OR has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER') AS can
      FROM pg_class WHERE oid = 'public.audit_log'::regclass`);
    return rows[0]?.can ?? true;
  });
}

/** Runs the work while no other process runs such work on the database. */
export async function alone<T>(url: string, work: () => Promise<T>): Promise<T> {
  return connected(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [lockId]);
    return work();
  });
}

async function currentRole(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>("SELECT current_user::text AS name");
  return rows[0]?.name ?? "";
}

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: "chaoqer-migrate" });
  // The query under way rejects as well.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
