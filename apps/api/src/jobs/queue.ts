import type { Db } from "@chaoqer/db/client";
import PgBoss from "pg-boss";
import type { Logger } from "pino";

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

/** Opens the queue and makes sure that every queue exists (a job for a missing one would be lost silently). */
export async function createQueue(databaseUrl: string, log: Logger): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: "pgboss",
    application_name: "chaoqer-jobs",
    max: 4,
    schedule: false,
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue"));
  await boss.start();
  for (const [name, { retryLimit, retryDelay }] of Object.entries(QUEUES)) {
    await boss.createQueue(name, { name, retryLimit, retryDelay, retryBackoff: true, expireInSeconds: 60 });
  }
  return {
    boss,
    send: async (ctx, name, data, { startAfter } = {}) => {
      const sent = await boss.send(name, data, { db: through(ctx.db), ...(startAfter && { startAfter }) });
      if (sent === null) throw new Error(`The queue ${name} took no job`);
    },
    stop: () => boss.stop({ graceful: true, wait: true, timeout: 10_000 }),
  };
}
