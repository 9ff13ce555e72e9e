import { uploadInput, uploadResult } from "@chaoqer/contract/upload";
import { router, unlimitedProcedure } from "../../trpc/trpc";
import { ticketForImage } from "./writes";

export const uploadRouter = router({
  /** Also for accounts without a profile: they need an avatar first. */
  image: unlimitedProcedure
    .input(uploadInput)
    .output(uploadResult)
    .mutation(({ ctx, input }) => ticketForImage(ctx, input)),
});
