import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Credentials } from "./credentials";
import type { Records } from "./record";

/** Where the sandbox takes the time from, so that tests can move it. */
export type Clock = { now(): Date };

/** What the sandbox writes its log to. Addresses, codes and secrets never reach it. */
export type Log = { info(message: string): void; error(message: string, error: unknown): void };

/** What POST /inspect/fault calls the third parties. */
export const targets = ["sms", "sts", "oss", "jpush", "wechat", "agora"] as const;
export type Target = (typeof targets)[number];

export type Deps = {
  credentials: Credentials;
  clock: Clock;
  records: Records;
  /** Folder for uploads; created when the first one comes. */
  ossDir: string;
  /** The sandbox's own address as others see it. */
  publicUrl: string | undefined;
};

/** One third party: its paths, what it keeps of each call, and the name its faults go by. */
export type Vendor = {
  target: Target;
  /** Adds its paths to a scope of its own. Bodies arrive as raw bytes, see body.ts. */
  routes(scope: FastifyInstance): void;
  /** Keeps what would have arrived when a fault took the call: `outcome` says which. */
  faulted(request: FastifyRequest, outcome: string): void;
};
