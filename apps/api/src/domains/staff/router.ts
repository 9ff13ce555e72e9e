import { auditList, auditSearchInput } from "@chaoqer/contract/staff/audit";
import { router } from "../../trpc/trpc";
import { staffVersionsRouter } from "../app/staff-router";
import { staffClubsRouter } from "../club/staff-router";
import { staffEventsRouter } from "../event/staff-router";
import { staffFeedbackRouter } from "../feedback/staff-router";
import { staffNoticesRouter } from "../message/staff-router";
import { staffReportsRouter } from "../report/staff-router";
import { staffRoomsRouter } from "../room/staff-router";
import { staffUsersRouter } from "../user/staff-router";
import { staffAccountsRouter } from "./accounts-router";
import { searchAudit } from "./audit-search";
import { staffAuthRouter } from "./auth-router";
import { staffDashboardRouter } from "./dashboard-router";
import { staffQuery } from "./procedures";
import { staffViewsRouter } from "./views-router";

/** Everything the console calls; each domain's own part lies with it in `staff-router.ts`. */
export const staffRouter = router({
  accounts: staffAccountsRouter,
  audit: router({
    search: staffQuery()
      .input(auditSearchInput)
      .output(auditList)
      .query(({ ctx, input }) => searchAudit(ctx, input)),
  }),
  auth: staffAuthRouter,
  clubs: staffClubsRouter,
  dashboard: staffDashboardRouter,
  events: staffEventsRouter,
  feedback: staffFeedbackRouter,
  notices: staffNoticesRouter,
  reports: staffReportsRouter,
  rooms: staffRoomsRouter,
  users: staffUsersRouter,
  versions: staffVersionsRouter,
  views: staffViewsRouter,
});
