import { eventSearchInput, staffEventDeleteInput, staffEventList } from "@chaoqer/contract/staff/places";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "../staff/procedures";
import { searchEvents } from "./staff-reads";
import { deleteEvent } from "./staff-writes";

export const staffEventsRouter = router({
  search: staffQuery("moderator")
    .input(eventSearchInput)
    .output(staffEventList)
    .query(({ ctx, input }) => searchEvents(ctx, input)),
  remove: staffMutation("event.delete", "moderator")
    .input(staffEventDeleteInput)
    .mutation(({ ctx, input }) => deleteEvent(ctx, input)),
});
