import { accountRouter } from "../domains/account/router";
import { appDomainRouter } from "../domains/app/router";
import { cardRouter } from "../domains/card/router";
import { clubRouter } from "../domains/club/router";
import { eventRouter } from "../domains/event/router";
import { feedbackRouter } from "../domains/feedback/router";
import { h5Router } from "../domains/h5/router";
import { linkRouter } from "../domains/link/router";
import { messageRouter } from "../domains/message/router";
import { pushRouter } from "../domains/push/router";
import { reportRouter } from "../domains/report/router";
import { roomRouter } from "../domains/room/router";
import { staffRouter } from "../domains/staff/router";
import { uploadRouter } from "../domains/upload/router";
import { userRouter } from "../domains/user/router";
import { createCaller, router } from "./trpc";

/** Every procedure of the api, one line a domain. */
export const appRouter = router({
  account: accountRouter,
  app: appDomainRouter,
  card: cardRouter,
  club: clubRouter,
  event: eventRouter,
  feedback: feedbackRouter,
  h5: h5Router,
  link: linkRouter,
  message: messageRouter,
  push: pushRouter,
  report: reportRouter,
  room: roomRouter,
  staff: staffRouter,
  upload: uploadRouter,
  user: userRouter,
});
export type AppRouter = typeof appRouter;

/** Calls procedures in this process; the REST bridge's way in. */
export const createAppCaller = createCaller(appRouter);
export type Caller = ReturnType<typeof createAppCaller>;
