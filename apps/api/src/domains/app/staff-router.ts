import {
  dryRunInput,
  dryRunResult,
  staffVersionList,
  usage,
  usageInput,
  versionCreated,
  versionCreateInput,
  versionIdInput,
  versionListInput,
  versionOutcome,
  versionPublishInput,
  versionUpdateInput,
  versionWithdrawInput,
} from "@chaoqer/contract/staff/versions";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "../staff/procedures";
import { dryRun, listVersions, versionUsage } from "./staff-reads";
import { createVersion, publishVersion, removeVersion, updateVersion, withdrawVersion } from "./staff-writes";

export const staffVersionsRouter = router({
  list: staffQuery("operator")
    .input(versionListInput)
    .output(staffVersionList)
    .query(({ ctx, input }) => listVersions(ctx, input)),
  dryRun: staffQuery("operator")
    .input(dryRunInput)
    .output(dryRunResult)
    .query(({ ctx, input }) => dryRun(ctx, input)),
  usage: staffQuery("operator")
    .input(usageInput)
    .output(usage)
    .query(({ ctx, input }) => versionUsage(ctx, input)),
  create: staffMutation("version.create", "operator")
    .input(versionCreateInput)
    .output(versionCreated)
    .mutation(({ ctx, input }) => createVersion(ctx, input)),
  update: staffMutation("version.update", "operator")
    .input(versionUpdateInput)
    .output(versionOutcome)
    .mutation(({ ctx, input }) => updateVersion(ctx, input)),
  publish: staffMutation("version.publish", "operator")
    .input(versionPublishInput)
    .output(versionOutcome)
    .mutation(({ ctx, input }) => publishVersion(ctx, input)),
  withdraw: staffMutation("version.withdraw", "operator")
    .input(versionWithdrawInput)
    .mutation(({ ctx, input }) => withdrawVersion(ctx, input)),
  remove: staffMutation("version.remove", "operator")
    .input(versionIdInput)
    .mutation(({ ctx, input }) => removeVersion(ctx, input)),
});
