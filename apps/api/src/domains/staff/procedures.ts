import { DomainError } from "@chaoqer/contract/errors";
import type { AuditAction } from "@chaoqer/contract/staff/audit";
import { STAFF_ROLES, type StaffRole } from "@chaoqer/contract/staff/common";
import { inTransaction } from "@chaoqer/db/tx";
import type { AuditDraft, StaffActor, StaffCtx, StaffWriteCtx } from "../../trpc/context";
import { publicProcedure } from "../../trpc/trpc";
import { auditFrom, writeAudit } from "./audit";
import { roleMay } from "./rules";

/** The console's rungs of the ladder. Who calls is checked before the input is read (docs/staff.md). */

/** Anyone at the console, also before the first password was changed or the second step set up. */
const staffProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const staff = await ctx.authenticate.staff();
  if (!staff) throw new DomainError("unauthorized");
  return next({ ctx: { ...ctx, staff } satisfies StaffCtx });
});

/** Checks that somebody may work, in one of these roles. @throws DomainError forbidden */
export function mustMay(staff: StaffActor, roles: readonly StaffRole[]): void {
  if (staff.stage !== "ready" || !roleMay(staff.role, roles)) throw new DomainError("forbidden");
}

/** Staff who may work, in one of these roles. */
const roleProcedure = (roles: readonly StaffRole[]) =>
  staffProcedure.use(({ ctx, next }) => {
    mustMay(ctx.staff, roles);
    return next();
  });

/** Collects what a call did; a call that tells nothing is a fault of ours, and must not be committed. */
function recorder() {
  const entries: AuditDraft[] = [];
  let told = false;
  const audit: StaffWriteCtx["audit"] = {
    record(entry) {
      told = true;
      entries.push(entry);
    },
    nothing() {
      told = true;
    },
  };
  return { audit, entries, told: () => told };
}

/** Runs the rest in one transaction together with its audit rows. */
function audited<P extends typeof staffProcedure>(procedure: P, action: AuditAction) {
  return procedure.use(({ ctx, next, path }) =>
    inTransaction(ctx, async (tx) => {
      const { audit, entries, told } = recorder();
      const result = await next({ ctx: { ...tx, audit } satisfies StaffWriteCtx });
      // Thrown on, so that the transaction is rolled back (and tried again after a write conflict).
      if (!result.ok) throw result.error;
      if (!told()) throw new Error(`${path}: a change without an audit entry`);
      if (entries.length > 0)
        await writeAudit(
          tx,
          entries.map((entry) => ({ action, ...entry, ...auditFrom(ctx) })),
        );
      return result;
    }),
  );
}

/** What any member of staff may see of their own account at any time. */
export const ownQuery = staffProcedure.meta({ staff: { roles: STAFF_ROLES } });

/** What any member of staff may change of their own account at any time. */
export const ownMutation = (action: AuditAction) =>
  audited(staffProcedure, action).meta({ staff: { roles: STAFF_ROLES, action } });

/** A read at the console. @param roles besides admin */
export const staffQuery = (...roles: StaffRole[]) =>
  roleProcedure(roles).meta({ staff: { roles: [...roles, "admin"] } });

/** A change at the console, committed together with its audit rows only. @param roles besides admin */
export const staffMutation = (action: AuditAction, ...roles: StaffRole[]) =>
  audited(roleProcedure(roles), action).meta({ staff: { roles: [...roles, "admin"], action } });
