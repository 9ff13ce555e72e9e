import type { Db } from "../../src/client";

/** How to put back what `dropIndexes` took away: keys and indexes first, then foreign keys. */
export interface Dropped {
  /** Built in this order; each names its index or constraint. */
  indexes: { name: string; sql: string }[];
  foreignKeys: { name: string; sql: string }[];
}

const CONSTRAINTS = `
  SELECT con.conname::text AS name, con.contype::text AS kind, con.conrelid::regclass::text AS "table",
    pg_get_constraintdef(con.oid) AS definition
  FROM pg_constraint con
  WHERE con.connamespace = 'public'::regnamespace AND con.contype IN ('p', 'u', 'f')
  ORDER BY con.contype = 'f' DESC, con.conrelid::regclass::text, con.conname`;

const INDEXES = `
  SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE c.relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_constraint con WHERE con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x'))
  ORDER BY i.indrelid::regclass::text, i.indexrelid::regclass::text`;

/**
 * Takes away all keys and indexes of the public tables, in the caller's transaction: to load without them and build
 * them at once afterwards takes a fraction of the time.
 */
export async function dropIndexes(db: Db): Promise<Dropped> {
  const constraints = await db.$queryRawUnsafe<Record<"name" | "kind" | "table" | "definition", string>[]>(CONSTRAINTS);
  const indexes = await db.$queryRawUnsafe<Record<"name" | "definition", string>[]>(INDEXES);
  for (const { name, table } of constraints)
    await db.$executeRawUnsafe(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  for (const { name } of indexes) await db.$executeRawUnsafe(`DROP INDEX ${name}`);
  const restore = constraints.map(({ name, kind, table, definition }) => ({
    name,
    kind,
    sql: `ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${definition}`,
  }));
  return {
    indexes: [
      ...restore.filter(({ kind }) => kind !== "f"),
      ...indexes.map(({ name, definition }) => ({ name, sql: definition })),
    ],
    foreignKeys: restore.filter(({ kind }) => kind === "f"),
  };
}
