import { clubCreateInput, clubIdInput, clubPage, clubResult } from "@chaoqer/contract/club";
import { timePage } from "@chaoqer/contract/page";
import { profilePage } from "@chaoqer/contract/user";
import { activeProcedure, router, userProcedure } from "../../trpc/trpc";
import { getClub, listClubs, listMembers } from "./reads";
import { createClub, joinClub, leaveClub } from "./writes";

export const clubRouter = router({
  create: activeProcedure
    .input(clubCreateInput)
    .output(clubResult)
    .mutation(({ ctx, input }) => createClub(ctx, input)),
  get: userProcedure
    .input(clubIdInput)
    .output(clubResult)
    .query(({ ctx, input }) => getClub(ctx, ctx.actor.uid, input.clubId)),
  list: userProcedure
    .input(timePage)
    .output(clubPage)
    .query(({ ctx, input }) => listClubs(ctx, input)),
  members: userProcedure
    .input(timePage.extend(clubIdInput.shape))
    .output(profilePage)
    .query(({ ctx, input }) => listMembers(ctx, input)),
  join: activeProcedure
    .input(clubIdInput)
    .output(clubResult)
    .mutation(({ ctx, input }) => joinClub(ctx, input)),
  leave: activeProcedure.input(clubIdInput).mutation(({ ctx, input }) => leaveClub(ctx, input)),
});
