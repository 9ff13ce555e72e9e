import { accountRouter } from "../domains/account/router";
import { appDomainRouter } from "../domains/app/router";
import { cardRouter } from "../domains/card/router";
import { messageRouter } from "../domains/message/router";
import { pushRouter } from "../domains/push/router";
import { userRouter } from "../domains/user/router";
import { createCaller, router } from "./trpc";

/** Every procedure of the api, one line a domain. */
export const appRouter = router({
  account: accountRouter,
  app: appDomainRouter,
  card: cardRouter,
  message: messageRouter,
  push: pushRouter,
  user: userRouter,
});
export type AppRouter = typeof appRouter;

/** Calls procedures in this process; the REST bridge's way in. */
export const createAppCaller = createCaller(appRouter);
export type Caller = ReturnType<typeof createAppCaller>;
