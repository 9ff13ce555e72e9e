import type { LinkPreviewResult } from "@chaoqer/contract/link";
import type { Ctx } from "../../trpc/context";
import { PREVIEW_TTL_MS, RETRY_AFTER_MS } from "./rules";
import { askAgain } from "./writes";

const NOTHING: LinkPreviewResult = { title: "", description: "", image: "", url: "" };

/** A link's preview, all "" if there is none. One that is old is shown once more and fetched anew. */
export async function getPreview(ctx: Ctx, input: { linkMD5: string }): Promise<LinkPreviewResult> {
  const link = await ctx.db.link.findUnique({ where: { linkMd5: input.linkMD5 } });
  if (!link) return NOTHING;
  const { title, description, image, url, fetchTime, error } = link;
  const age = fetchTime ? ctx.clock.now().getTime() - fetchTime.getTime() : Number.POSITIVE_INFINITY;
  if (age >= (error === null ? PREVIEW_TTL_MS : RETRY_AFTER_MS)) await askAgain(ctx, link.linkMd5);
  return { title, description, image, url };
}
