import { createDb, type Db, type PrismaClient } from "@chaoqer/db/client";
import { type Logger, pino } from "pino";
import { createFanout, type Fanout } from "./channel/fanout";
import { Watches } from "./channel/watches";
import { type Clock, systemClock } from "./clock";
import { type Activity, createActivity } from "./domains/staff/activity";
import type { Env } from "./env";
import { createQueue, type Queue } from "./jobs/queue";
import { loggerOptions } from "./log";
import { createMetrics, type Metrics } from "./metrics";
import { linkFetcher } from "./providers/link-fetch";
import { jpush } from "./providers/push";
import { agora } from "./providers/rtc";
import { aliyunSms } from "./providers/sms";
import { aliyunStorage } from "./providers/storage";
import { wechat } from "./providers/wechat";

/** The third parties, each behind its own adapter. */
export interface Providers {
  sms: ReturnType<typeof aliyunSms>;
  push: ReturnType<typeof jpush>;
  rtc: ReturnType<typeof agora>;
  wechat: ReturnType<typeof wechat>;
  storage: ReturnType<typeof aliyunStorage>;
  links: ReturnType<typeof linkFetcher>;
}

/** Everything that domain code works with. `db` is a transaction inside `inTransaction`. */
export interface Deps {
  env: Env;
  db: Db;
  clock: Clock;
  log: Logger;
  queue: Queue;
  providers: Providers;
  metrics: Metrics;
  /** Who was active when. */
  activity: Activity;
  /** How processes hear of each other's changes to rooms. */
  fanout: Fanout;
  /** Rooms that staff follow by way of this process. */
  watches: Watches;
}

/** The process's own set: `db` is the client itself, and `close` ends what `buildDeps` opened. */
export interface ProcessDeps extends Deps {
  db: PrismaClient;
  close(): Promise<void>;
}

/** Builds what a process needs; the only place that picks implementations. Tests hand in their own clock and log. */
export async function buildDeps(
  env: Env,
  { clock = systemClock, log = pino(loggerOptions(env)) } = {},
): Promise<ProcessDeps> {
  const metrics = createMetrics();
  const db = createDb(env.DATABASE_URL, { max: env.DATABASE_POOL, statementTimeoutMs: env.HANDLER_TIMEOUT_MS });
  const queue = await createQueue(env.DATABASE_URL, log);
  const providers = {
    sms: aliyunSms(env),
    push: jpush(env, metrics, clock),
    rtc: agora(env),
    wechat: wechat({ env, db, clock, log }),
    storage: aliyunStorage(env, clock),
    links: linkFetcher(),
  };
  const fanout = createFanout(env, log);
  const watches = new Watches({ db, clock, log, metrics, fanout });
  const activity = createActivity(db, log);
  const close = async () => {
    await activity.stop();
    await queue.stop();
    await fanout.stop();
    await db.$disconnect();
  };
  return { env, db, clock, log, queue, providers, metrics, activity, fanout, watches, close };
}
