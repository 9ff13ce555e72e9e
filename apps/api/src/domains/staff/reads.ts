import type { StaffList } from "@chaoqer/contract/staff/accounts";
import type { AuditList, AuditSearch } from "@chaoqer/contract/staff/audit";
import { type StaffPage, type StaffRole, staffRole } from "@chaoqer/contract/staff/common";
import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import type { StaffCtx } from "../../trpc/context";
import { allOf, laterFirst, pageFrom } from "./pages";
import { STAFF_IDLE_MS } from "./rules";
import { TOTP_ROLES_KEY } from "./sessions";

/** What the console shows of staff and of the audit log; each list is one statement. */

/** Staff, latest first. */
export async function listStaff(
  ctx: StaffCtx,
  {
    count,
    after,
    role,
    state,
  }: StaffPage & { role?: StaffRole | undefined; state?: "active" | "disabled" | undefined },
): Promise<StaffList> {
  const now = ctx.clock.now();
  const idle = new Date(now.getTime() - STAFF_IDLE_MS);
  const where = allOf([
    laterFirst(after, Prisma.sql`st.create_time`, Prisma.sql`st.staff_id`),
    role && Prisma.sql`st.role = ${role}`,
    state === "active" && Prisma.sql`st.disabled_time IS NULL`,
    state === "disabled" && Prisma.sql`st.disabled_time IS NOT NULL`,
  ]);
  const rows = await ctx.db.$queryRaw<{ item: StaffList["list"][number] }[]>`
    SELECT json_build_object('staffId', st.staff_id, 'username', st.username, 'displayName', st.display_name,
      'role', st.role, 'totp', st.totp_enabled_time IS NOT NULL, 'mustChangePassword', st.must_change_password,
      'disabledTime', ${millis(Prisma.sql`st.disabled_time`)},
      'lastLoginTime', ${millis(Prisma.sql`st.last_login_time`)}, 'createTime', ${millis(Prisma.sql`st.create_time`)},
      'sessions', (SELECT count(*) FROM staff_sessions s
        WHERE s.staff_id = st.staff_id AND s.expire_time > ${now} AND s.seen_time > ${idle})) AS item
    FROM staff st WHERE ${where} ORDER BY st.create_time DESC, st.staff_id DESC LIMIT ${count + 1}`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => `${item.createTime}:${item.staffId}`);
}

/** Roles that cannot work without a second step. */
export async function totpRoles({ db }: Pick<StaffCtx, "db">): Promise<{ roles: StaffRole[] }> {
  const setting = await db.setting.findUnique({ where: { key: TOTP_ROLES_KEY }, select: { value: true } });
  return { roles: staffRole.array().parse(setting?.value ?? []) };
}

/** The audit log, latest first. */
export async function searchAudit(ctx: StaffCtx, input: AuditSearch): Promise<AuditList> {
  const { count, after, staffId, action, targetType, targetId, from, to } = input;
  const where = allOf([
    after && Prisma.sql`a.id < ${after.value}`,
    staffId && Prisma.sql`a.staff_id = ${staffId}`,
    action && Prisma.sql`a.action = ${action}`,
    targetType && Prisma.sql`a.target_type = ${targetType}`,
    targetId && Prisma.sql`a.target_id = ${targetId}`,
    from !== undefined && Prisma.sql`a.create_time >= ${new Date(from)}`,
    to !== undefined && Prisma.sql`a.create_time < ${new Date(to)}`,
  ]);
  const rows = await ctx.db.$queryRaw<{ item: AuditList["list"][number] }[]>`
    SELECT json_build_object('id', a.id::text, 'action', a.action, 'targetType', a.target_type,
      'targetId', a.target_id, 'reason', a.reason, 'ip', a.ip, 'userAgent', a.user_agent, 'before', a.before,
      'after', a.after, 'createTime', ${millis(Prisma.sql`a.create_time`)},
      'staff', CASE WHEN st.staff_id IS NOT NULL THEN json_build_object('staffId', st.staff_id,
        'username', st.username, 'displayName', st.display_name) END) AS item
    FROM audit_log a LEFT JOIN staff st ON st.staff_id = a.staff_id
    WHERE ${where} ORDER BY a.id DESC LIMIT ${count + 1}`;
  const items = rows.map(({ item }) => item);
  return pageFrom(items, count, (item) => item.id);
}
