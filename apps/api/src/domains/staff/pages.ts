import type { After } from "@chaoqer/contract/staff/common";
import { Prisma } from "@chaoqer/db/client";

/** Keyset pages of the console: ordered by a number or time and, where that is shared, an id. */

/** Rows strictly after a place in a list that runs latest first. */
export function laterFirst(after: After | undefined, time: Prisma.Sql, id: Prisma.Sql): Prisma.Sql {
  if (!after) return Prisma.sql`TRUE`;
  return Prisma.sql`(${time}, ${id}) < (${new Date(after.value)}::timestamptz, ${after.id})`;
}

/** Rows strictly after a place in a list that runs earliest first. */
export function earlierFirst(after: After | undefined, time: Prisma.Sql, id: Prisma.Sql): Prisma.Sql {
  if (!after) return Prisma.sql`TRUE`;
  return Prisma.sql`(${time}, ${id}) > (${new Date(after.value)}::timestamptz, ${after.id})`;
}

/** Rows strictly after a place in a list that runs from the greatest number down. */
export function mostFirst(after: After | undefined, total: Prisma.Sql, id: Prisma.Sql): Prisma.Sql {
  if (!after) return Prisma.sql`TRUE`;
  return Prisma.sql`(${total}, ${id}) < (${after.value}, ${after.id})`;
}

/** Makes a page of `count + 1` rows at most: whether there is one too many says whether the list goes on. */
export function pageFrom<T>(rows: readonly T[], count: number, keyOf: (row: T) => string) {
  const list = rows.slice(0, count);
  const last = list.at(-1);
  return { list, next: rows.length > count && last !== undefined ? keyOf(last) : null };
}

/** All of these conditions; none is no condition. */
export function allOf(conditions: readonly (Prisma.Sql | undefined | false | "")[]): Prisma.Sql {
  const given = conditions.filter((condition): condition is Prisma.Sql => Boolean(condition));
  return given.length === 0 ? Prisma.sql`TRUE` : Prisma.join(given, " AND ");
}

/**
 * Whether a column begins with this text, by an index of it with `text_pattern_ops`. As a range, since a plan that serves
 * any text cannot follow the index for LIKE: it does not know that the pattern is a beginning.
 */
export const startsWith = (column: Prisma.Sql, text: string) =>
  Prisma.sql`(${column} ~>=~ ${text} AND ${column} ~<~ ${`${text}\u{10ffff}`})`;
