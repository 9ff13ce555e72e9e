import { setTimeout as sleep } from "node:timers/promises";
import type { Db, Prisma, PrismaClient } from "./client";
import { isWriteConflict } from "./errors";

/** The part of a caller's context that a transaction needs. */
export interface TxContext {
  db: Db;
  /** Ends with the call it belongs to: past it nothing commits. */
  signal?: AbortSignal;
}

/** Settings of `inTransaction`; they count only where it is outermost. Times in milliseconds. */
export interface TxOptions {
  /** How long the work may take, all tries together (10 000); past it nothing commits. */
  timeoutMs?: number;
  /** How long to wait for a connection (5 000). */
  maxWaitMs?: number;
  /** How often to run the work again after a write conflict or a deadlock (3). */
  retries?: number;
  isolationLevel?: Prisma.TransactionIsolationLevel;
}

/** Clients that belong to a transaction in progress. */
const open = new WeakSet<object>();

/** What waits for a transaction's commit. */
const waiting = new WeakMap<object, (() => void)[]>();

/** Runs `fn`, which must not throw, once the transaction is committed, and never if it is not; outside of one, now. */
export function onCommit(db: Db, fn: () => void): void {
  if (!isTransaction(db)) fn();
  else waiting.set(db, [...(waiting.get(db) ?? []), fn]);
}

/** Is this the client of a transaction? */
export function isTransaction(db: Db): boolean {
  return open.has(db);
}

/**
 * Runs `fn` in one transaction: all of it is committed, or, when it throws, none. Called within another one it
 * becomes part of that. On a write conflict or deadlock the outermost one runs `fn` again, so `fn` must have no
 * effect outside the database. Rejects with the signal's reason, or a TimeoutError, when either comes first.
 */
export async function inTransaction<C extends TxContext, R>(
  ctx: C,
  fn: (ctx: C) => Promise<R>,
  options: TxOptions = {},
): Promise<R> {
  if (isTransaction(ctx.db)) return fn(ctx);
  const { timeoutMs = 10_000, retries = 3 } = options;
  const limit = startLimit(timeoutMs, ctx.signal);
  try {
    for (let round = 0; ; round++) {
      try {
        return await attempt(ctx, fn, limit.signal, { ...options, timeoutMs });
      } catch (error) {
        if (round >= retries || limit.signal.aborted || !isWriteConflict(error)) throw error;
        await sleep(Math.random() * 20 * 2 ** round);
      }
    }
  } finally {
    limit.clear();
  }
}

/** A signal that aborts with the caller's, or after the time. AbortSignal.timeout() would keep a timer a call. */
function startLimit(timeoutMs: number, caller: AbortSignal | undefined): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const follow = () => controller.abort(caller?.reason);
  const timer = setTimeout(() => {
    controller.abort(new DOMException(`The transaction took longer than ${timeoutMs} ms`, "TimeoutError"));
  }, timeoutMs);
  if (caller?.aborted) follow();
  else caller?.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", follow);
    },
  };
}

async function attempt<C extends TxContext, R>(
  ctx: C,
  fn: (ctx: C) => Promise<R>,
  signal: AbortSignal,
  options: TxOptions & { timeoutMs: number },
): Promise<R> {
  signal.throwIfAborted();
  // Only a transaction's client is less than the whole one, and those never come here.
  const client = ctx.db as PrismaClient;
  let committed: (() => void)[] | undefined;
  const run = async (tx: Db): Promise<R> => {
    open.add(tx);
    const result = await unlessAborted(signal, () => fn({ ...ctx, db: tx }));
    signal.throwIfAborted();
    committed = waiting.get(tx);
    return result;
  };
  const result = await client.$transaction(run, {
    // Our signal ends it first; Prisma's clock is the net beneath.
    timeout: options.timeoutMs + 5_000,
    maxWait: options.maxWaitMs ?? 5_000,
    isolationLevel: options.isolationLevel,
  });
  for (const fn of committed ?? []) fn();
  return result;
}

/**
 * The result of `fn`, or a rejection as soon as the signal aborts: Prisma then rolls back at once, and whatever
 * `fn` still does meets a closed transaction.
 */
function unlessAborted<R>(signal: AbortSignal, fn: () => Promise<R>): Promise<R> {
  return new Promise<R>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    fn()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", abort));
  });
}
