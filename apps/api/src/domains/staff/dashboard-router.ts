import { dayStats, daysInput, nowStats } from "@chaoqer/contract/staff/dashboard";
import { router } from "../../trpc/trpc";
import { dayStatsOf, nowStatsOf } from "./dashboard";
import { staffQuery } from "./procedures";

export const staffDashboardRouter = router({
  days: staffQuery("moderator", "operator")
    .input(daysInput)
    .output(dayStats)
    .query(({ ctx, input }) => dayStatsOf(ctx, input)),
  now: staffQuery("moderator", "operator")
    .output(nowStats)
    .query(({ ctx }) => nowStatsOf(ctx)),
});
