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
  /** Starts hearing, this process's own announcements included. */
  start(handlers: FanoutHandlers): Promise<void>;
  stop(): Promise<void>;
}

/** Redis where the environment names one, else the database itself. */
export function createFanout(env: Env, log: Logger): Fanout {
  return env.REDIS_URL ? redisFanout(env.REDIS_URL, log) : postgresFanout(env.DATABASE_URL, log);
}

/** The form of an announcement on the wire: room id, colon, number. */
export const encode = (roomId: string, seq: number) => `${roomId}:${seq}`;

/** Reads an announcement; what is none is left out. */
export function heard(payload: string, handlers: FanoutHandlers): void {
  const [roomId = "", seq = ""] = payload.split(":");
  if (roomId && /^\d{1,15}$/.test(seq)) handlers.onRoom(roomId, Number(seq));
}
