import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";

/** What staff did to a place, the latest 20 as a JSON list. It tells what and why; addresses stay in the audit log. */
export const historyJson = (type: "room" | "club" | "event", id: Prisma.Sql) => Prisma.sql`(
  SELECT coalesce(json_agg(item), '[]') FROM (
    SELECT json_build_object('id', l.id::text, 'action', l.action, 'reason', l.reason,
      'createTime', ${millis(Prisma.sql`l.create_time`)},
      'staff', CASE WHEN ls.staff_id IS NOT NULL THEN json_build_object('staffId', ls.staff_id,
        'username', ls.username, 'displayName', ls.display_name) END) AS item
    FROM audit_log l LEFT JOIN staff ls ON ls.staff_id = l.staff_id
    WHERE l.target_type = ${type} AND l.target_id = ${id} ORDER BY l.id DESC LIMIT 20) done)`;
