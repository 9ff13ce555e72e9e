import { timePage } from "@chaoqer/contract/page";
import { profilePage, uidInput } from "@chaoqer/contract/user";
import { activeProcedure, router, userProcedure } from "../../trpc/trpc";
import { listCards } from "./reads";
import { removeCard, sendCard } from "./writes";

export const cardRouter = router({
  list: userProcedure
    .input(timePage)
    .output(profilePage)
    .query(({ ctx, input }) => listCards(ctx, input)),
  send: activeProcedure.input(uidInput).mutation(({ ctx, input }) => sendCard(ctx, input)),
  remove: activeProcedure.input(uidInput).mutation(({ ctx, input }) => removeCard(ctx, input)),
});
