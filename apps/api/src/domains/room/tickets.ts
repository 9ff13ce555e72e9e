import { inTransaction } from "@chaoqer/db/tx";
import type { Ctx, UserCtx } from "../../trpc/context";
import { hashToken, newId } from "../account/rules";
import { mustSee } from "./reads";
import { after, TICKET_TTL_MS } from "./rules";

/**
 * Lets a browser open the channel of a room once, within a minute: it cannot send the Basic header.
 * @throws DomainError roomUnknown
 */
export async function makeTicket(
  ctx: UserCtx,
  { roomId }: { roomId: string },
): Promise<{ ticket: string; expireTime: number }> {
  const ticket = newId();
  const expireTime = after(ctx.clock.now(), TICKET_TTL_MS);
  await inTransaction(ctx, async (tx) => {
    await mustSee(tx, ctx.actor.uid, roomId);
    const data = { ticketHash: hashToken(ticket), uid: ctx.actor.uid, roomId, expireTime };
    await tx.db.channelTicket.create({ data, select: { uid: true } });
  });
  return { ticket, expireTime: expireTime.getTime() };
}

/** Uses a ticket up. @returns whose it was; null if it is not good for this room */
export async function spendTicket(
  ctx: Pick<Ctx, "db" | "clock">,
  ticket: string,
  roomId: string,
): Promise<string | null> {
  return inTransaction(ctx, async (tx) => {
    const where = { ticketHash: hashToken(ticket), roomId, expireTime: { gt: tx.clock.now() } };
    const [row] = await tx.db.channelTicket.findMany({ where, select: { uid: true, ticketHash: true } });
    if (!row) return null;
    // Of two who come at once one finds it gone.
    const { count } = await tx.db.channelTicket.deleteMany({ where });
    return count > 0 ? row.uid : null;
  });
}

/** Removes tickets that nobody used. */
export async function dropTickets({ db, clock }: Pick<Ctx, "db" | "clock">): Promise<void> {
  await db.channelTicket.deleteMany({ where: { expireTime: { lte: clock.now() } } });
}
