import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Target, targets, type Vendor } from "./deps";

/** The body of POST /inspect/fault; see docs/operations.md. */
export const faultSchema = z.strictObject({
  target: z.enum(targets),
  /** `lost`: the call is handled, but its answer never arrives. The rest is as the names say. */
  mode: z.enum(["down", "slow", "error", "lost"]),
  status: z.int().min(200).max(599).default(500),
  body: z.json().default({ message: "sandbox fault" }),
  headers: z.record(z.string(), z.string()).default({}),
  /** How long `slow` waits. */
  ms: z.int().min(1).max(600_000).default(1000),
  /** After so many calls it heals; without it, when it is ended. */
  times: z.int().min(1).optional(),
});
export type Fault = z.infer<typeof faultSchema> & { hits: number };

/** What becomes of a call: `handle` it, or leave it, because the fault has dealt with it as `outcome` says. */
type Verdict = { handle: true } | { handle: false; outcome: string };

export type Faults = {
  /** Sets the target's fault, in place of one it has. */
  start(fault: z.infer<typeof faultSchema>): Fault;
  list(): Fault[];
  /** Ends the target's fault, or all. Answers how many there were. */
  end(target?: Target): number;
  /** Applies the target's fault, if it has one, to a call whose body has been read. */
  meet(target: Target, request: FastifyRequest, reply: FastifyReply): Promise<Verdict>;
  /** Lets go of calls that `slow` holds: the server stops. */
  release(): void;
};

export function createFaults(): Faults {
  const faults = new Map<Target, Fault>();
  const held = new Set<() => void>();

  /** Waits, and tells whether the caller is still there. */
  function hold(reply: FastifyReply, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (there: boolean) => {
        clearTimeout(timer);
        held.delete(drop);
        reply.raw.off("close", drop);
        resolve(there);
      };
      const drop = () => finish(false);
      const timer = setTimeout(() => finish(!reply.raw.destroyed && !reply.request.raw.socket.destroyed), ms);
      reply.raw.once("close", drop);
      held.add(drop);
    });
  }

  function hangUp(request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    request.raw.socket.destroy();
  }

  return {
    start(fault) {
      const started = { ...fault, hits: 0 };
      faults.set(fault.target, started);
      return started;
    },
    list: () => [...faults.values()],
    end(target) {
      const ended = target ? Number(faults.delete(target)) : faults.size;
      if (!target) faults.clear();
      return ended;
    },
    async meet(target, request, reply) {
      const fault = faults.get(target);
      if (!fault) return { handle: true };
      fault.hits += 1;
      if (fault.times !== undefined && fault.hits >= fault.times) faults.delete(target);
      switch (fault.mode) {
        case "down":
          hangUp(request, reply);
          return { handle: false, outcome: "down" };
        case "error": {
          const text = typeof fault.body === "string";
          reply.code(fault.status).headers(fault.headers);
          if (!reply.hasHeader("content-type")) reply.type(text ? "text/plain; charset=utf-8" : "application/json");
          reply.send(text ? fault.body : JSON.stringify(fault.body));
          return { handle: false, outcome: `error ${fault.status}` };
        }
        case "slow": {
          if (await hold(reply, fault.ms)) return { handle: true };
          hangUp(request, reply);
          return { handle: false, outcome: "slow" };
        }
        case "lost":
          answersToLose.add(request);
          return { handle: true };
      }
    },
    release() {
      for (const drop of [...held]) drop();
    },
  };
}

const answersToLose = new WeakSet<FastifyRequest>();

/** Puts a scope's calls under faults: `find` names the vendor a call is for, if any. */
export function exposeToFaults(
  scope: FastifyInstance,
  faults: Faults,
  find: (request: FastifyRequest) => Pick<Vendor, "target" | "faulted"> | undefined,
): void {
  scope.addHook("preHandler", async (request, reply) => {
    const vendor = find(request);
    if (!vendor) return;
    const verdict = await faults.meet(vendor.target, request, reply);
    if (verdict.handle) return;
    vendor.faulted(request, verdict.outcome);
    return reply;
  });
  scope.addHook("onSend", async (request, _reply, payload) => {
    if (answersToLose.delete(request)) request.raw.socket.destroy();
    return payload;
  });
}
