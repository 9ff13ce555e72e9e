import { pushIdInput } from "@chaoqer/contract/push";
import { router, sessionProcedure } from "../../trpc/trpc";
import { bindDevice } from "./writes";

export const pushRouter = router({
  bind: sessionProcedure.input(pushIdInput).mutation(({ ctx, input }) => bindDevice(ctx, input)),
});
