import { clubSearchInput, staffClubDissolveInput, staffClubList } from "@chaoqer/contract/staff/places";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "../staff/procedures";
import { searchClubs } from "./staff-reads";
import { dissolveClub } from "./staff-writes";

export const staffClubsRouter = router({
  search: staffQuery("moderator")
    .input(clubSearchInput)
    .output(staffClubList)
    .query(({ ctx, input }) => searchClubs(ctx, input)),
  dissolve: staffMutation("club.dissolve", "moderator")
    .input(staffClubDissolveInput)
    .mutation(({ ctx, input }) => dissolveClub(ctx, input)),
});
