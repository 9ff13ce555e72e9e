import type { Db } from "@chaoqer/db/client";
import PgBoss from "pg-boss";
import type { Logger } from "pino";
import type { Kick } from "../providers/rtc";

/** Work that leaves a transaction, by queue: what each job needs to know. Names are pg-boss queue names. */
export interface Jobs {
  /** Makes the newest code of a number and sends it. */
  "sms-captcha": { captchaId: string };
  /** Pushes a stored message to its receiver. */
  "push-message": { messageId: string };
  /** Tells a device that its session ended; `unbind` takes the alias from it afterwards. */
  "push-logout": { uid: string; jPushId: string; unbind: boolean };
  /** Gives a device the alias of the account it is bound to by now, or none. */
  "push-bind": { jPushId: string };
  /** Drops users from an Agora channel. */
  "agora-kick": Kick;
  /** Looks after a room when a host's lease ends. */
  "room-settle": { roomId: string };
  /** Looks after every room in which a lease is over. */
  "room-sweep": Record<string, never>;
  /** Reads the page of a link that users wrote. */
  "link-fetch": { linkMd5: string };
  /** Brings the dashboard's figures up to date. */
  "daily-rollup": Record<string, never>;
  /** Serves the next receivers of a notice. */
  "notice-send": { noticeId: string };
  /** Ends penalties whose time is over, at that moment. */
  "penalty-end": Record<string, never>;
  /** The same for whatever no single job has. */
  "penalty-sweep": Record<string, never>;
  /** Removes what has expired. */
  housekeeping: Record<string, never>;
}
export type JobName = keyof Jobs;

/** How a queue tries again: seconds until the first retry, doubled each time. */
export interface QueueOptions {
  retryLimit: number;
  retryDelay: number;
}

/** About half an hour of tries; what a job is about goes stale long before, which the job itself checks. */
export const QUEUES: Record<JobName, QueueOptions> = {
  "sms-captcha": { retryLimit: 8, retryDelay: 1 },
  "push-message": { retryLimit: 10, retryDelay: 1 },
  "push-logout": { retryLimit: 10, retryDelay: 1 },
  "push-bind": { retryLimit: 10, retryDelay: 1 },
  // A day and more, after which no token opens the channel.
  "agora-kick": { retryLimit: 17, retryDelay: 1 },
  "room-settle": { retryLimit: 5, retryDelay: 1 },
  "room-sweep": { retryLimit: 0, retryDelay: 60 },
  "link-fetch": { retryLimit: 3, retryDelay: 5 },
  "daily-rollup": { retryLimit: 0, retryDelay: 60 },
  "notice-send": { retryLimit: 10, retryDelay: 5 },
  "penalty-end": { retryLimit: 3, retryDelay: 5 },
  "penalty-sweep": { retryLimit: 0, retryDelay: 60 },
  housekeeping: { retryLimit: 0, retryDelay: 60 },
};

export interface SendOptions {
  /** Not before this moment. */
  startAfter?: Date;
}

/** The job queue: pg-boss on the same database. */
export interface Queue {
  boss: PgBoss;
  /** Adds a job in the caller's transaction: it exists exactly if that commits. */
  send<N extends JobName>(ctx: { db: Db }, name: N, data: Jobs[N], options?: SendOptions): Promise<void>;
  /** Adds a job for each of these in one statement, in the caller's transaction. */
  sendAll<N extends JobName>(ctx: { db: Db }, name: N, all: readonly Jobs[N][]): Promise<void>;
  stop(): Promise<void>;
}

const asParameter = (value: unknown) =>
  value !== null && typeof value === "object" && !(value instanceof Date) ? JSON.stringify(value) : (value ?? null);

/** Lets pg-boss write through the caller's own transaction. */
function through(db: Db): PgBoss.Db {
  return {
    executeSql: async (text, values) => ({ rows: await db.$queryRawUnsafe(text, ...values.map(asParameter)) }),
  };
}

/** Starts pg-boss, whose tables and queues are made where they are missing. */
async function startBoss(databaseUrl: string, log: Logger, options: PgBoss.ConstructorOptions = {}): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: "pgboss",
    application_name: "chaoqer-jobs",
    max: 4,
    schedule: false,
    ...options,
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue"));
  await boss.start();
  for (const [name, { retryLimit, retryDelay }] of Object.entries(QUEUES)) {
    await boss.createQueue(name, { name, retryLimit, retryDelay, retryBackoff: true, expireInSeconds: 60 });
  }
  return boss;
}

/** Makes what the queue needs in the database, for processes whose own role may not. */
export async function installQueue(ownerUrl: string, log: Logger): Promise<void> {
  const boss = await startBoss(ownerUrl, log, { supervise: false, max: 1 });
  await boss.stop({ graceful: false });
}

/** Opens the queue and makes sure that every queue exists (a job for a missing one would be lost silently). */
export async function createQueue(databaseUrl: string, log: Logger): Promise<Queue> {
  const boss = await startBoss(databaseUrl, log);
  return {
    boss,
    send: async (ctx, name, data, { startAfter } = {}) => {
      const sent = await boss.send(name, data, { db: through(ctx.db), ...(startAfter && { startAfter }) });
      if (sent === null) throw new Error(`The queue ${name} took no job`);
    },
    sendAll: async (ctx, name, all) => {
      const jobs = all.map((data) => ({ name, data }));
      if (jobs.length > 0) await boss.insert(jobs, { db: through(ctx.db) });
    },
    stop: () => boss.stop({ graceful: true, wait: true, timeout: 10_000 }),
  };
}
