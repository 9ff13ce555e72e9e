import { inTransaction } from "@chaoqer/db/tx";
import type { Deps } from "../../deps";
import { LinkRefused } from "../../providers/link-fetch/refusal";
import type { Ctx } from "../../trpc/context";
import { findLinks, linkMd5, RETRY_AFTER_MS } from "./rules";

type LinkCtx = Pick<Ctx, "db" | "clock" | "queue" | "signal">;

/**
 * Records the links in what a user wrote and has the new ones fetched, in the caller's transaction. For every text in
 * which users write links: a bio, an event's desc, a room's name, a link shared in a room.
 */
export async function collectLinks(ctx: LinkCtx, text: string): Promise<void> {
  const links = findLinks(text);
  if (links.length === 0) return;
  await inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    // In order of the key, so that two texts with the same links do not wait for each other crosswise.
    const added = await tx.db.$queryRaw<{ link_md5: string }[]>`
      INSERT INTO links (link_md5, link, ask_time, create_time)
      SELECT l.md5, l.link, ${now}::timestamptz, ${now}::timestamptz
      FROM unnest(${links.map(linkMd5)}::text[], ${links}::text[]) AS l (md5, link) ORDER BY l.md5
      ON CONFLICT (link_md5) DO NOTHING RETURNING link_md5`;
    const jobs = added.map((row) => ({ linkMd5: row.link_md5 }));
    await tx.queue.sendAll(tx, "link-fetch", jobs);
  });
}

/** Has a link fetched again, unless that was asked for a short while ago. */
export async function askAgain(ctx: LinkCtx, md5: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const before = new Date(now.getTime() - RETRY_AFTER_MS);
    const where = { linkMd5: md5, askTime: { lte: before } };
    const { count } = await tx.db.link.updateMany({ where, data: { askTime: now } });
    if (count > 0) await tx.queue.send(tx, "link-fetch", { linkMd5: md5 });
  });
}

/**
 * Reads a link's page and keeps what it shows. What fails leaves the old preview, or none.
 * @throws what may pass, for another try
 */
export async function fetchPreview(deps: Deps, md5: string): Promise<void> {
  const where = { linkMd5: md5 };
  const row = await deps.db.link.findUnique({ where, select: { link: true } });
  if (!row) return;
  try {
    const preview = await deps.providers.links.preview(row.link);
    await deps.db.link.update({ where, data: { ...preview, fetchTime: deps.clock.now(), error: null } });
  } catch (error) {
    const reason = String(error).slice(0, 200);
    await deps.db.link.update({ where, data: { fetchTime: deps.clock.now(), error: reason } });
    if (!(error instanceof LinkRefused)) throw error;
  }
}
