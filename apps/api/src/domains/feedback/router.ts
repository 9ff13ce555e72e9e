import { feedbackInput } from "@chaoqer/contract/feedback";
import { activeProcedure, router } from "../../trpc/trpc";
import { submitFeedback } from "./writes";

export const feedbackRouter = router({
  submit: activeProcedure.input(feedbackInput).mutation(({ ctx, input }) => submitFeedback(ctx, input)),
});
