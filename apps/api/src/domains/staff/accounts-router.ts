import {
  staffCreated,
  staffCreateInput,
  staffList,
  staffListInput,
  staffTarget,
  staffUpdateInput,
  totpPolicy,
  totpPolicyInput,
} from "@chaoqer/contract/staff/accounts";
import { router } from "../../trpc/trpc";
import {
  createStaff,
  disableStaff,
  enableStaff,
  resetPassword,
  resetTotp,
  revokeStaff,
  setTotpPolicy,
  updateStaff,
} from "./accounts";
import { staffMutation, staffQuery } from "./procedures";
import { listStaff, totpRoles } from "./reads";

/** For admins alone. */
export const staffAccountsRouter = router({
  list: staffQuery()
    .input(staffListInput)
    .output(staffList)
    .query(({ ctx, input }) => listStaff(ctx, input)),
  create: staffMutation("account.create")
    .input(staffCreateInput)
    .output(staffCreated)
    .mutation(({ ctx, input }) => createStaff(ctx, input)),
  update: staffMutation("account.update")
    .input(staffUpdateInput)
    .mutation(({ ctx, input }) => updateStaff(ctx, input)),
  disable: staffMutation("account.disable")
    .input(staffTarget)
    .mutation(({ ctx, input }) => disableStaff(ctx, input)),
  enable: staffMutation("account.enable")
    .input(staffTarget)
    .mutation(({ ctx, input }) => enableStaff(ctx, input)),
  resetPassword: staffMutation("account.password")
    .input(staffTarget)
    .output(staffCreated)
    .mutation(({ ctx, input }) => resetPassword(ctx, input)),
  resetTotp: staffMutation("account.totp")
    .input(staffTarget)
    .mutation(({ ctx, input }) => resetTotp(ctx, input)),
  revoke: staffMutation("account.revoke")
    .input(staffTarget)
    .mutation(({ ctx, input }) => revokeStaff(ctx, input)),
  totpPolicy: staffQuery()
    .output(totpPolicy)
    .query(({ ctx }) => totpRoles(ctx)),
  setTotpPolicy: staffMutation("account.policy")
    .input(totpPolicyInput)
    .mutation(({ ctx, input }) => setTotpPolicy(ctx, input)),
});
