import {
  caseCounts,
  caseDetail,
  caseIdInput,
  casePreviews,
  caseQueue,
  caseQueueInput,
  caseReports,
  caseReportsInput,
  caseVersion,
  claimInput,
  decideInput,
  decideResult,
  previewInput,
  targetTime,
  targetTimeInput,
  undoInput,
  undoResult,
} from "@chaoqer/contract/staff/reports";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "../staff/procedures";
import { getCase, listReports } from "./staff-case";
import { decideCases, undoDecision } from "./staff-decide";
import { previewDecision } from "./staff-preview";
import { countCases, listCases, targetTimeOf } from "./staff-reads";
import { claimCase, releaseCase, setTargetTime } from "./staff-writes";

export const staffReportsRouter = router({
  list: staffQuery("moderator")
    .input(caseQueueInput)
    .output(caseQueue)
    .query(({ ctx, input }) => listCases(ctx, input)),
  counts: staffQuery("moderator")
    .output(caseCounts)
    .query(({ ctx }) => countCases(ctx)),
  get: staffQuery("moderator")
    .input(caseIdInput)
    .output(caseDetail)
    .query(({ ctx, input }) => getCase(ctx, input.caseId)),
  reports: staffQuery("moderator")
    .input(caseReportsInput)
    .output(caseReports)
    .query(({ ctx, input }) => listReports(ctx, input)),
  claim: staffMutation("report.claim", "moderator")
    .input(claimInput)
    .output(caseVersion)
    .mutation(({ ctx, input }) => claimCase(ctx, input)),
  release: staffMutation("report.release", "moderator")
    .input(caseIdInput)
    .output(caseVersion)
    .mutation(({ ctx, input }) => releaseCase(ctx, input)),
  preview: staffQuery("moderator")
    .input(previewInput)
    .output(casePreviews)
    .query(({ ctx, input }) => previewDecision(ctx, input)),
  decide: staffMutation("report.decide", "moderator")
    .input(decideInput)
    .output(decideResult)
    .mutation(({ ctx, input }) => decideCases(ctx, input)),
  undo: staffMutation("report.undo", "moderator")
    .input(undoInput)
    .output(undoResult)
    .mutation(({ ctx, input }) => undoDecision(ctx, input)),
  targetTime: staffQuery("moderator", "operator")
    .output(targetTime)
    .query(({ ctx }) => targetTimeOf(ctx)),
  setTargetTime: staffMutation("report.target_time")
    .input(targetTimeInput)
    .mutation(({ ctx, input }) => setTargetTime(ctx, input)),
});
