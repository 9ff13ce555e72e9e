import type { AuditList, AuditSearch } from "@chaoqer/contract/staff/audit";
import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { allOf, pageFrom } from "./pages";

/** Search in the audit log, latest first; one statement, quick whether words are in every row or in none. */

/** Rows that are looked through for common words before the index is asked for rare ones. */
const RECENT = 5_000;

const sql = Prisma.sql;

/**
 * Ids of the rows in which all words are. The index of terms knows no order: all that it finds has to be read and
 * sorted. So words that the latest rows are full of are found there, and only what is left is asked of the index.
 */
function idsByWords(search: string, where: Prisma.Sql, after: number | undefined, limit: number): Prisma.Sql {
  const end = after === undefined ? sql`(SELECT coalesce(max(id), 0) + 1 FROM audit_log)` : sql`${after}::bigint`;
  return sql`
    WITH asked AS MATERIALIZED (SELECT audit_query(${search}) AS words, ${end} AS "end"),
    recent AS MATERIALIZED (
      SELECT id FROM (
        SELECT a.id, a.terms FROM audit_log a WHERE ${where} AND a.id < (SELECT "end" FROM asked)
          AND a.id >= (SELECT "end" - ${RECENT}::bigint FROM asked)
        ORDER BY a.id DESC OFFSET 0
      ) latest WHERE terms @@ (SELECT words FROM asked) ORDER BY id DESC LIMIT ${limit}
    ),
    older AS MATERIALIZED (
      SELECT a.id FROM audit_log a WHERE ${where} AND a.terms @@ (SELECT words FROM asked)
        AND (SELECT count(*) FROM recent) < ${limit}
        -- As a sum, so that not the index of ids is read, which would be read whole.
        AND a.id + ${RECENT}::bigint < (SELECT "end" FROM asked)
    )
    SELECT id FROM recent UNION ALL SELECT id FROM older ORDER BY id DESC LIMIT ${limit}`;
}

/** The audit log, latest first. */
export async function searchAudit(ctx: StaffCtx, input: AuditSearch): Promise<AuditList> {
  const { count, after, search, staffId, action, targetType, targetId, from, to } = input;
  const where = allOf([
    staffId && sql`a.staff_id = ${staffId}`,
    action && sql`a.action = ${action}`,
    targetType && sql`a.target_type = ${targetType}`,
    targetId && sql`a.target_id = ${targetId}`,
    from !== undefined && sql`a.create_time >= ${new Date(from)}`,
    to !== undefined && sql`a.create_time < ${new Date(to)}`,
  ]);
  const ids = search
    ? idsByWords(search, where, after?.value, count + 1)
    : sql`SELECT a.id FROM audit_log a WHERE ${where} AND ${after ? sql`a.id < ${after.value}` : sql`TRUE`} ORDER BY a.id DESC LIMIT ${count + 1}`;
  const rows = await ctx.db.$queryRaw<{ item: AuditList["list"][number] }[]>`
    WITH page AS MATERIALIZED (${ids})
    SELECT json_build_object('id', a.id::text, 'action', a.action, 'targetType', a.target_type,
      'targetId', a.target_id, 'reason', a.reason, 'ip', a.ip, 'userAgent', a.user_agent, 'before', a.before,
      'after', a.after, 'createTime', ${millis(sql`a.create_time`)},
      'staff', CASE WHEN st.staff_id IS NOT NULL THEN json_build_object('staffId', st.staff_id,
        'username', st.username, 'displayName', st.display_name) END) AS item
    FROM page JOIN audit_log a ON a.id = page.id LEFT JOIN staff st ON st.staff_id = a.staff_id
    ORDER BY a.id DESC`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => item.id);
}
