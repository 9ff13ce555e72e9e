import { DomainError } from "@chaoqer/contract/errors";
import { Prisma } from "@chaoqer/db/client";
import type { UserCtx } from "../../trpc/context";

/** An event that is held, as it is. */
export interface HeldEvent {
  uid: string;
  name: string;
  eventTime: Date;
  roomId: string | null;
  /** Hosts and guests, in their order. */
  memberUids: string[];
}

/**
 * Holds an event until the transaction ends, and reads it as it is then: an edit, a delete and a start go one after
 * the other; reservations go side by side, but not beside those. @throws DomainError eventUnknown
 */
export async function holdEvent(tx: UserCtx, eventId: string, mode: "change" | "reserve"): Promise<HeldEvent> {
  const lock = mode === "change" ? Prisma.sql`FOR UPDATE` : Prisma.sql`FOR SHARE`;
  const [event] = await tx.db.$queryRaw<Omit<HeldEvent, "memberUids">[]>`
    SELECT uid, name, event_time AS "eventTime", room_id AS "roomId" FROM events
    WHERE event_id = ${eventId} AND deleted_time IS NULL ${lock}`;
  if (!event) throw new DomainError("eventUnknown");
  // A statement of its own, so that it sees what the lock has waited for.
  const select = { uid: true } as const;
  const members = await tx.db.eventMember.findMany({ where: { eventId }, select, orderBy: { position: "asc" } });
  return { ...event, memberUids: members.map((member) => member.uid) };
}

/** Only members go on. @throws DomainError forbidden */
export function mustTakePart(event: HeldEvent, uid: string): void {
  if (!event.memberUids.includes(uid)) throw new DomainError("forbidden");
}
