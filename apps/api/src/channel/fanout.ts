import type { Db } from "@chaoqer/db/client";
import type { Logger } from "pino";
import type { Env } from "../env";
import { postgresFanout } from "./fanout-postgres";
import { redisFanout } from "./fanout-redis";

/** What a process hears of the others. */
export interface FanoutHandlers {
  /** The room's log has this number now, or had it a moment ago. */
  onRoom(roomId: string, seq: number): void;
  /** What was announced until now may have been missed. */
  onReset(): void;
}

/**
 * Tells every process that a room has changed. It carries no change itself: those are in the room's log, so what is lost
 * on the way is found when the next number comes, or by looking.
 */
export interface Fanout {
  /** Announces what the caller's transaction adds to a log; nobody hears of it unless that commits. */
  announce(db: Db, roomId: string, seq: number): Promise<void>;
  /** Starts hearing, this process's own announcements included; more than one may. */
  start(handlers: FanoutHandlers): Promise<void>;
  stop(): Promise<void>;
}

/** One listener to the others for all who want to hear; it begins with the first of them. */
function shared(fanout: Fanout): Fanout {
  const all = new Set<FanoutHandlers>();
  let started: Promise<void> | undefined;
  const handlers: FanoutHandlers = {
    onRoom: (roomId, seq) => all.forEach((one) => void one.onRoom(roomId, seq)),
    onReset: () => all.forEach((one) => void one.onReset()),
  };
  return {
    announce: (db, roomId, seq) => fanout.announce(db, roomId, seq),
    start(one) {
      all.add(one);
      started ??= fanout.start(handlers).catch((error) => {
        started = undefined;
        throw error;
      });
      return started;
    },
    stop: () => fanout.stop(),
  };
}

/** Redis where the environment names one, else the database itself. */
export function createFanout(env: Env, log: Logger): Fanout {
  return shared(env.REDIS_URL ? redisFanout(env.REDIS_URL, log) : postgresFanout(env.DATABASE_URL, log));
}

/** The form of an announcement on the wire: room id, colon, number. */
export const encode = (roomId: string, seq: number) => `${roomId}:${seq}`;

/** Reads an announcement; what is none is left out. */
export function heard(payload: string, handlers: FanoutHandlers): void {
  const [roomId = "", seq = ""] = payload.split(":");
  if (roomId && /^\d{1,15}$/.test(seq)) handlers.onRoom(roomId, Number(seq));
}
