import { AccountState } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { EventPage, EventResult } from "@chaoqer/contract/event";
import { ID } from "@chaoqer/contract/fields";
import { echoPage, type TimePage } from "@chaoqer/contract/page";
import { Prisma } from "@chaoqer/db/client";
import { eventJson } from "@chaoqer/db/views/event";
import { millis } from "@chaoqer/db/views/shared";
import type { Ctx, UserCtx } from "../../trpc/context";
import { listedFrom } from "./rules";

type ReadCtx = Pick<Ctx, "db" | "clock">;

/**
 * An event as the viewer sees it.
 * @param viewer uid, or null for a stranger. @throws DomainError eventUnknown (also: deleted)
 */
export async function getEvent(ctx: ReadCtx, viewer: string | null, eventId: string): Promise<EventResult> {
  const [row] = await ctx.db.$queryRaw<{ event: EventResult }[]>`
    SELECT ${eventJson(viewer, ctx.clock.now())} AS event
    FROM events e WHERE e.event_id = ${eventId} AND e.deleted_time IS NULL`;
  if (!row) throw new DomainError("eventUnknown");
  return row.event;
}

/** Everyone's events from one hour ago on, soonest first. */
export async function listEvents(ctx: UserCtx, page: TimePage): Promise<EventPage> {
  const now = ctx.clock.now();
  const { lastId } = page;
  const time = millis(Prisma.sql`e.event_time`);
  const after = lastId
    ? Prisma.sql`(e.event_time, e.event_id) > (${new Date(lastId.time)}::timestamptz, ${lastId.id})`
    : Prisma.sql`TRUE`;
  const rows = await ctx.db.$queryRaw<{ item: EventPage["list"][number] }[]>`
    SELECT json_build_object('eventId', e.event_id, 'eventResult', ${eventJson(ctx.actor.uid, now)},
      'eventTime', ${time}, 'sequenceId', ${time} || ':' || e.event_id) AS item
    FROM events e WHERE e.deleted_time IS NULL AND e.event_time >= ${listedFrom(now)} AND ${after}
    ORDER BY e.event_time, e.event_id LIMIT ${page.count}`;
  return { page: echoPage(page), list: rows.map((row) => row.item) };
}

/** Checks that all of these are users (with a profile, not deleted). @throws DomainError refused */
export async function mustAllExist(ctx: Pick<Ctx, "db">, uids: readonly string[]): Promise<void> {
  const wellFormed = uids.filter((uid) => ID.test(uid));
  const found = await ctx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM profiles p JOIN accounts a ON a.uid = p.uid
    WHERE p.uid = ANY(${wellFormed}) AND a.status <> ${AccountState.deleted}`;
  if (found.length < uids.length) throw new DomainError("refused", "嘉宾或主持人中有不存在的用户");
}

/** Those of `uids` who have not blocked `sender`. */
export async function reachable(ctx: Pick<Ctx, "db">, sender: string, uids: readonly string[]): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ uid: string }[]>`
    SELECT uid FROM blocks WHERE uid = ANY(${uids}) AND blocked_uid = ${sender}`;
  const blockers = new Set(rows.map((row) => row.uid));
  return uids.filter((uid) => !blockers.has(uid));
}

/** Whoever reserved a reminder of the event and still has an account. */
export async function reservers(ctx: Pick<Ctx, "db">, eventId: string): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ uid: string }[]>`
    SELECT er.uid FROM event_reminders er JOIN accounts a ON a.uid = er.uid
    WHERE er.event_id = ${eventId} AND a.status <> ${AccountState.deleted}`;
  return rows.map((row) => row.uid);
}
