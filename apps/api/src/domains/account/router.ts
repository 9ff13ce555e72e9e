import { captchaInput, loginInput, loginResult } from "@chaoqer/contract/account";
import { publicProcedure, router, sessionProcedure } from "../../trpc/trpc";
import { requestCaptcha } from "./captchas";
import { login, logout } from "./writes";

export const accountRouter = router({
  captcha: publicProcedure.input(captchaInput).mutation(({ ctx, input }) => requestCaptcha(ctx, input)),
  login: publicProcedure
    .input(loginInput)
    .output(loginResult)
    .mutation(({ ctx, input }) => login(ctx, input)),
  logout: sessionProcedure.mutation(({ ctx }) => logout(ctx)),
});
