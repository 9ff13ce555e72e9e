import type { PrismaClient } from "@chaoqer/db/client";
import { Prisma } from "@chaoqer/db/client";
import type { Logger } from "pino";
import { dayOf } from "./days";

/** Notes which accounts were active on which day, without a write a call. */
export interface Activity {
  /** Notes a call of this account at that moment. */
  note(uid: string, now: Date): void;
  /** Writes down what was noted since. */
  flush(): Promise<void>;
  /** Writes down the rest. */
  stop(): Promise<void>;
}

/** How long notes are gathered before they are written. */
const GATHER_MS = 5_000;
/** Rows a statement. */
const CHUNK = 5_000;

/** A process's notes: each account is written once a day and process. What a crash loses is made up by the next call. */
export function createActivity(db: PrismaClient, log: Logger): Activity {
  let day = "";
  let seen = new Set<string>();
  let fresh: { uid: string; day: string }[] = [];
  let timer: NodeJS.Timeout | undefined;

  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const rows = fresh;
    fresh = [];
    for (let at = 0; at < rows.length; at += CHUNK) {
      const chunk = rows.slice(at, at + CHUNK);
      const [uids, days] = [chunk.map(({ uid }) => uid), chunk.map((row) => row.day)];
      await db.$executeRaw(Prisma.sql`
        INSERT INTO active_days (uid, day) SELECT * FROM unnest(${uids}::text[], ${days}::text[]::date[])
        ON CONFLICT DO NOTHING`);
    }
  };
  const flushLater = () =>
    flush().catch((error) => {
      // Noted again by the next calls.
      seen = new Set();
      log.warn({ err: error }, "active days were not written");
    });

  return {
    note(uid, now) {
      const today = dayOf(now);
      if (today !== day) {
        day = today;
        seen = new Set();
      }
      if (seen.has(uid)) return;
      seen.add(uid);
      fresh.push({ uid, day });
      timer ??= setTimeout(flushLater, GATHER_MS).unref();
    },
    flush,
    stop: flushLater,
  };
}
