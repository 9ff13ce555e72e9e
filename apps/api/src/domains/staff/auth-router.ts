import {
  changePasswordInput,
  staffLoginInput,
  staffLoginResult,
  staffMe,
  totpCodeInput,
  totpEnrolment,
} from "@chaoqer/contract/staff/auth";
import { publicProcedure, router } from "../../trpc/trpc";
import { staffLogin } from "./login";
import { beginTotp, changePassword, confirmTotp, meOf, staffLogout } from "./own";
import { ownMutation, ownQuery } from "./procedures";

export const staffAuthRouter = router({
  /** Writes its own audit rows, of failures too. */
  login: publicProcedure
    .input(staffLoginInput)
    .output(staffLoginResult)
    .mutation(({ ctx, input }) => staffLogin(ctx, input)),
  me: ownQuery.output(staffMe).query(({ ctx }) => meOf(ctx.staff)),
  logout: ownMutation("auth.logout").mutation(({ ctx }) => staffLogout(ctx)),
  changePassword: ownMutation("auth.password")
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx, input)),
  beginTotp: ownMutation("auth.totp_begin")
    .output(totpEnrolment)
    .mutation(({ ctx }) => beginTotp(ctx)),
  confirmTotp: ownMutation("auth.totp")
    .input(totpCodeInput)
    .mutation(({ ctx, input }) => confirmTotp(ctx, input)),
});
