import { versionResult } from "@chaoqer/contract/app";
import { z } from "zod";
import { publicProcedure, router } from "../../trpc/trpc";
import { latestVersions } from "./reads";

export const appDomainRouter = router({
  /** For the web apps: what can be downloaded now. */
  latest: publicProcedure.output(z.array(versionResult)).query(({ ctx }) => latestVersions(ctx)),
});
