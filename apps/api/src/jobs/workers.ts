import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "../deps";
import { HANDLERS, type Handler, type Job } from "./handlers";
import { type JobName, QUEUES } from "./queue";

/** Jobs that come round by themselves: how often, in seconds, for all processes together. */
const PERIODIC: Partial<Record<JobName, number>> = {
  "room-sweep": 60,
  "penalty-sweep": 60,
  "daily-rollup": 600,
  housekeeping: 600,
};

const POLL_MS = 500;
const BATCH = 20;

/** Runs one job and counts how it went; what it throws goes back to the queue. */
async function runJob<N extends JobName>(deps: Deps, name: N, job: Job<N>): Promise<void> {
  const log = deps.log.child({ job: name, jobId: job.id });
  try {
    await (HANDLERS[name] as Handler<N>)({ ...deps, log }, job);
    deps.metrics.jobs.inc({ job: name, outcome: "done" });
    await deps.queue.boss.complete(name, job.id);
  } catch (error) {
    deps.metrics.jobs.inc({ job: name, outcome: "failed" });
    log.warn({ err: error }, "job failed");
    await deps.queue.boss.fail(name, job.id, { message: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * Takes one batch of due jobs from a queue and runs them side by side; each succeeds or fails on its own.
 * @param early takes jobs whose time or retry has not come yet too.
 * @returns how many it took.
 */
export async function takeBatch(deps: Deps, name: JobName, early = false): Promise<number> {
  const jobs = await deps.queue.boss.fetch<Job<JobName>["data"]>(name, { batchSize: BATCH, ignoreStartAfter: early });
  await Promise.all(jobs.map((job) => runJob(deps, name, job as Job<typeof name>)));
  return jobs.length;
}
/** Takes jobs from one queue until told to stop; a database that is away is met by waiting. */
async function work(deps: Deps, name: JobName, signal: AbortSignal): Promise<void> {
  const every = PERIODIC[name];
  while (!signal.aborted) {
    try {
      if (every) await deps.queue.boss.send(name, {}, { singletonKey: name, singletonSeconds: every });
      if ((await takeBatch(deps, name)) === BATCH) continue;
    } catch (error) {
      deps.log.error({ err: error, job: name }, "queue is not reachable");
    }
    await sleep(every ? 30_000 : POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Starts taking jobs from every queue. @returns stops that, once what runs is done. */
export function startWorkers(deps: Deps): () => Promise<void> {
  const controller = new AbortController();
  // Every queue's pause listens to it; Node takes more than ten for a leak.
  setMaxListeners(0, controller.signal);
  const running = (Object.keys(QUEUES) as JobName[]).map((name) => work(deps, name, controller.signal));
  return async () => {
    controller.abort();
    await Promise.all(running);
  };
}
