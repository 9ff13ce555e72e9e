import { timePage } from "@chaoqer/contract/page";
import { profileInitInput, profilePage, profileResult, profileUpdateInput, uidInput } from "@chaoqer/contract/user";
import { activeProcedure, router, unlimitedProcedure, userProcedure } from "../../trpc/trpc";
import { getProfile, listBlocks } from "./reads";
import { block, initProfile, unblock, updateProfile } from "./writes";

export const userRouter = router({
  initProfile: unlimitedProcedure
    .input(profileInitInput)
    .output(profileResult)
    .mutation(({ ctx, input }) => initProfile(ctx, input)),
  updateProfile: activeProcedure
    .input(profileUpdateInput)
    .output(profileResult)
    .mutation(({ ctx, input }) => updateProfile(ctx, input)),
  profile: userProcedure
    .input(uidInput)
    .output(profileResult)
    .query(({ ctx, input }) => getProfile(ctx, ctx.actor.uid, input.uid)),
  blocks: userProcedure
    .input(timePage)
    .output(profilePage)
    .query(({ ctx, input }) => listBlocks(ctx, input)),
  block: activeProcedure.input(uidInput).mutation(({ ctx, input }) => block(ctx, input)),
  unblock: activeProcedure.input(uidInput).mutation(({ ctx, input }) => unblock(ctx, input)),
});
