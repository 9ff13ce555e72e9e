import { reportInput } from "@chaoqer/contract/report";
import { activeProcedure, router } from "../../trpc/trpc";
import { submitReport } from "./writes";

export const reportRouter = router({
  submit: activeProcedure.input(reportInput).mutation(({ ctx, input }) => submitReport(ctx, input)),
});
