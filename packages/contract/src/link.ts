import { z } from "zod";
import { ID } from "./fields";

/** `linkMD5`: lower-case hex MD5 of the link, with `http://` put before it when it has no http(s) scheme. */
export const linkPreviewInput = z.object({ linkMD5: z.string().regex(ID) });

/** All four "" while nothing is known of the link. */
export const linkPreviewResult = z.object({
  title: z.string(),
  description: z.string(),
  image: z.string(),
  url: z.string(),
});
export type LinkPreviewResult = z.output<typeof linkPreviewResult>;
