import { versionResult } from "@chaoqer/contract/app";
import { z } from "zod";
import { publicProcedure, router } from "../../trpc/trpc";
import { findUpgrade, latestVersions } from "./reads";

export const appDomainRouter = router({
  /** For the web apps: what can be downloaded now. */
  latest: publicProcedure.output(z.array(versionResult)).query(({ ctx }) => latestVersions(ctx)),
  upgrade: publicProcedure.output(versionResult).query(({ ctx }) => findUpgrade(ctx)),
});
