import { Prisma } from "../client";

/** A column's time as integer milliseconds, the form that times have on the wire. */
export function millis(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(extract(epoch FROM ${column}) * 1000)::bigint`;
}

/** A condition as 0 or 1. */
export function flag(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${condition})::int`;
}

/** Rows strictly after a place in a list that runs newest first; everything for the first page. */
export function olderThan(
  after: { time: number; id: string } | undefined,
  time: Prisma.Sql,
  id: Prisma.Sql,
): Prisma.Sql {
  if (!after) return Prisma.sql`TRUE`;
  return Prisma.sql`(${time}, ${id}) < (${new Date(after.time)}::timestamptz, ${after.id})`;
}
