import { linkPreviewInput, linkPreviewResult } from "@chaoqer/contract/link";
import { router, userProcedure } from "../../trpc/trpc";
import { getPreview } from "./reads";

export const linkRouter = router({
  preview: userProcedure
    .input(linkPreviewInput)
    .output(linkPreviewResult)
    .query(({ ctx, input }) => getPreview(ctx, input)),
});
