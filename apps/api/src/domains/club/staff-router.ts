import {
  clubMembersInput,
  clubSearchInput,
  staffClubDetail,
  staffClubDissolveInput,
  staffClubInput,
  staffClubList,
  staffClubMembers,
} from "@chaoqer/contract/staff/places";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "../staff/procedures";
import { getClubAsStaff, listClubMembers, searchClubs } from "./staff-reads";
import { dissolveClub } from "./staff-writes";

export const staffClubsRouter = router({
  search: staffQuery("moderator")
    .input(clubSearchInput)
    .output(staffClubList)
    .query(({ ctx, input }) => searchClubs(ctx, input)),
  get: staffQuery("moderator")
    .input(staffClubInput)
    .output(staffClubDetail)
    .query(({ ctx, input }) => getClubAsStaff(ctx, input.clubId)),
  members: staffQuery("moderator")
    .input(clubMembersInput)
    .output(staffClubMembers)
    .query(({ ctx, input }) => listClubMembers(ctx, input)),
  dissolve: staffMutation("club.dissolve", "moderator")
    .input(staffClubDissolveInput)
    .mutation(({ ctx, input }) => dissolveClub(ctx, input)),
});
