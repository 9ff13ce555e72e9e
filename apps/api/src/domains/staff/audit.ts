import type { AuditAction } from "@chaoqer/contract/staff/audit";
import { Prisma } from "@chaoqer/db/client";
import type { Ctx, StaffCtx } from "../../trpc/context";

/** A row of the audit log. */
export interface AuditRow {
  /** Null: a job or a command. */
  staffId: string | null;
  action: AuditAction;
  targetType?: string | undefined;
  targetId?: string | undefined;
  reason?: string | undefined;
  ip?: string | undefined;
  userAgent?: string | undefined;
  before?: unknown;
  after?: unknown;
}

const json = (value: unknown) => (value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue));

/** Writes what was done, in the caller's transaction: the log and the change exist together or not at all. */
export async function writeAudit(ctx: Pick<Ctx, "db" | "clock">, rows: readonly AuditRow[]): Promise<void> {
  const createTime = ctx.clock.now();
  await ctx.db.auditEntry.createMany({
    data: rows.map(({ before, after, ...row }) => ({ ...row, before: json(before), after: json(after), createTime })),
  });
}

/** Who, and from where. */
export const auditFrom = ({ staff, ip, userAgent }: Pick<StaffCtx, "staff" | "ip" | "userAgent">) => ({
  staffId: staff.staffId,
  ip,
  userAgent,
});
