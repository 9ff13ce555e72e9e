import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What a process counts; served at /metrics in Prometheus text. */
export interface Metrics {
  registry: Registry;
  /** Seconds by route pattern and status. */
  requests: Histogram<"method" | "route" | "status">;
  /** Push outcomes: sent, unreachable (no such alias), failed. */
  pushes: Counter<"outcome">;
  /** Job runs by queue and outcome. */
  jobs: Counter<"job" | "outcome">;
  /** Ways that share pages tried to open the app (docs/api/h5.md). */
  appOpens: Counter<"branch">;
  /** Open connections to the room channel. */
  sockets: Gauge;
  /** Rooms that staff follow. */
  watchers: Gauge;
  /** Frames that were not acted upon: form, sender, rate. */
  badFrames: Counter<"kind">;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: "chaoqer_http_request_seconds",
      help: "Time to answer, by route",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    pushes: new Counter({
      name: "chaoqer_pushes_total",
      help: "Pushes by outcome",
      labelNames: ["outcome"],
      registers,
    }),
    jobs: new Counter({
      name: "chaoqer_jobs_total",
      help: "Job runs by outcome",
      labelNames: ["job", "outcome"],
      registers,
    }),
    appOpens: new Counter({
      name: "chaoqer_app_opens_total",
      help: "Ways that share pages tried to open the app",
      labelNames: ["branch"],
      registers,
    }),
    sockets: new Gauge({
      name: "chaoqer_channel_sockets",
      help: "Open connections to the room channel",
      registers,
    }),
    watchers: new Gauge({
      name: "chaoqer_room_watchers",
      help: "Rooms that staff follow at the console",
      registers,
    }),
    badFrames: new Counter({
      name: "chaoqer_channel_bad_frames_total",
      help: "Frames to the room channel that were not acted upon",
      labelNames: ["kind"],
      registers,
    }),
  };
}
