import { type Db, Prisma } from "@chaoqer/db/client";

/** Refused calls count there too: what guards against repeats, and who was seen on which day (written from a buffer). */
const APART = ["request_guards", "active_days"];

/** What the api keeps, hashed by table, to see whether a call has left a trace. */
export async function traces(db: Db): Promise<Map<string, string>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL (${APART})`;
  const each = [...tables.map(({ name }) => name), "pgboss.job"].map(
    (name) => Prisma.sql`SELECT ${name} AS name, md5(string_agg(t::text, ',' ORDER BY t::text)) AS hash
      FROM ${Prisma.raw(name)} t`,
  );
  const rows = await db.$queryRaw<{ name: string; hash: string }[]>`${Prisma.join(each, " UNION ALL ")}`;
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}
