import { savedViews, viewRemoveInput, viewSaveInput, viewsInput } from "@chaoqer/contract/staff/views";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "./procedures";
import { listViews, removeView, saveView } from "./views";

export const staffViewsRouter = router({
  list: staffQuery("moderator", "operator")
    .input(viewsInput)
    .output(savedViews)
    .query(({ ctx, input }) => listViews(ctx, input)),
  save: staffMutation("view.save", "moderator", "operator")
    .input(viewSaveInput)
    .mutation(({ ctx, input }) => saveView(ctx, input)),
  remove: staffMutation("view.remove", "moderator", "operator")
    .input(viewRemoveInput)
    .mutation(({ ctx, input }) => removeView(ctx, input)),
});
