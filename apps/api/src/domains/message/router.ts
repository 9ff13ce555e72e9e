import { messagePage, unreadTotalResult } from "@chaoqer/contract/message";
import { numberPage } from "@chaoqer/contract/page";
import { router, sessionProcedure, userProcedure } from "../../trpc/trpc";
import { unreadTotal } from "./reads";
import { listMessages } from "./writes";

export const messageRouter = router({
  /** Marks what it returns as read; for the native apps it is a GET all the same. */
  list: userProcedure
    .input(numberPage)
    .output(messagePage)
    .query(({ ctx, input }) => listMessages(ctx, input)),
  unreadTotal: sessionProcedure.output(unreadTotalResult).query(({ ctx }) => unreadTotal(ctx)),
});
