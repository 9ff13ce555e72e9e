import {
  eventSearchInput,
  staffEventDeleteInput,
  staffEventDetail,
  staffEventInput,
  staffEventList,
} from "@chaoqer/contract/staff/places";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "../staff/procedures";
import { getEventAsStaff, searchEvents } from "./staff-reads";
import { deleteEvent } from "./staff-writes";

export const staffEventsRouter = router({
  search: staffQuery("moderator")
    .input(eventSearchInput)
    .output(staffEventList)
    .query(({ ctx, input }) => searchEvents(ctx, input)),
  get: staffQuery("moderator")
    .input(staffEventInput)
    .output(staffEventDetail)
    .query(({ ctx, input }) => getEventAsStaff(ctx, input.eventId)),
  remove: staffMutation("event.delete", "moderator")
    .input(staffEventDeleteInput)
    .mutation(({ ctx, input }) => deleteEvent(ctx, input)),
});
