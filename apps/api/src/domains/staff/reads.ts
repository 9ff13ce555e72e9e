import { ID } from "@chaoqer/contract/fields";
import type { StaffList, staffListInput } from "@chaoqer/contract/staff/accounts";
import { type StaffRole, staffRole } from "@chaoqer/contract/staff/common";
import { Prisma } from "@chaoqer/db/client";
import { millis } from "@chaoqer/db/views/shared";
import type { z } from "zod";
import type { StaffCtx } from "../../trpc/context";
import { allOf, laterFirst, pageFrom, startsWith } from "./pages";
import { STAFF_IDLE_MS } from "./rules";
import { TOTP_ROLES_KEY } from "./sessions";

/** What the console shows of staff; a list is one statement. */

/** Staff whose id this is, or whose names begin so. */
function named(search: string): Prisma.Sql {
  if (ID.test(search)) return Prisma.sql`st.staff_id = ${search}`;
  return Prisma.sql`(${startsWith(Prisma.sql`st.username`, search)} OR ${startsWith(Prisma.sql`st.display_name`, search)})`;
}

/** Staff, latest first. */
export async function listStaff(
  ctx: StaffCtx,
  { count, after, search, role, state }: z.output<typeof staffListInput>,
): Promise<StaffList> {
  const now = ctx.clock.now();
  const idle = new Date(now.getTime() - STAFF_IDLE_MS);
  const where = allOf([
    laterFirst(after, Prisma.sql`st.create_time`, Prisma.sql`st.staff_id`),
    search && named(search),
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
