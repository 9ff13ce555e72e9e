import { eventCreateInput, eventIdInput, eventPage, eventResult, eventUpdateInput } from "@chaoqer/contract/event";
import { timePage } from "@chaoqer/contract/page";
import { activeProcedure, router, userProcedure } from "../../trpc/trpc";
import { getEvent, listEvents } from "./reads";
import { reserve, startEvent } from "./start";
import { createEvent, removeEvent, updateEvent } from "./writes";

export const eventRouter = router({
  create: activeProcedure
    .input(eventCreateInput)
    .output(eventResult)
    .mutation(({ ctx, input }) => createEvent(ctx, input)),
  update: activeProcedure
    .input(eventUpdateInput)
    .output(eventResult)
    .mutation(({ ctx, input }) => updateEvent(ctx, input)),
  remove: activeProcedure.input(eventIdInput).mutation(({ ctx, input }) => removeEvent(ctx, input)),
  get: userProcedure
    .input(eventIdInput)
    .output(eventResult)
    .query(({ ctx, input }) => getEvent(ctx, ctx.actor.uid, input.eventId)),
  list: userProcedure
    .input(timePage)
    .output(eventPage)
    .query(({ ctx, input }) => listEvents(ctx, input)),
  notify: activeProcedure.input(eventIdInput).mutation(({ ctx, input }) => reserve(ctx, input)),
  start: activeProcedure
    .input(eventIdInput)
    .output(eventResult)
    .mutation(({ ctx, input }) => startEvent(ctx, input)),
});
