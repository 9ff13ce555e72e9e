import { DomainError, ERRORS } from "@chaoqer/contract/errors";
import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import type { CallCtx, ProcedureMeta, UserCtx, WechatCtx } from "./context";
import { toDomainError, toTrpcError } from "./errors";

/**
 * The ladder of procedures. Each rung says who may call; the checks come before the input is read
 * (docs/api/transport.md, "Which failure"). The console's rungs are in domains/staff/procedures.ts.
 */

/** Milliseconds between two signs of life of a subscription. */
const PING_MS = 10_000;

const t = initTRPC
  .context<CallCtx>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    // A subscription that says nothing for long shows that it lives; who hears nothing comes back.
    sse: { ping: { enabled: true, intervalMs: PING_MS }, client: { reconnectAfterInactivityMs: 3 * PING_MS } },
    errorFormatter: ({ shape, error }) => {
      const domain = toDomainError(error);
      return {
        ...shape,
        message: domain?.message ?? "Internal Server Error",
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          path: shape.data.path,
          domain: domain?.code,
          result: domain ? ERRORS[domain.code].result : 0,
        },
      };
    },
  });

export const router = t.router;
export const createCaller = t.createCallerFactory;

/** Domain errors leave with their own tRPC code; unknown ones stay whole for the log and are hidden by the formatter. */
const errors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const domain = toDomainError(result.error);
  return domain ? { ...result, error: toTrpcError(domain) } : result;
});

/** What a subscription yields; what it throws leaves as the failure of a call does. */
export async function* mapped<T>(source: AsyncIterable<T>): AsyncGenerator<T, void> {
  try {
    yield* source;
  } catch (error) {
    const domain = toDomainError(error);
    throw domain ? toTrpcError(domain) : error;
  }
}

/** Anyone. */
export const publicProcedure = t.procedure.use(errors);

/** Any live session, also of an account that is limited or has no profile yet. */
export const sessionProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const actor = await ctx.authenticate.user();
  if (!actor) throw new DomainError("unauthorized");
  return next({ ctx: { ...ctx, actor } satisfies UserCtx });
});

/** A live session that may change state (not limited), with or without a profile. */
export const unlimitedProcedure = sessionProcedure.use(({ ctx, next }) => {
  if (ctx.actor.limited) throw new DomainError("forbidden");
  return next();
});

const withProfile = ({ actor }: UserCtx) => {
  if (!actor.initialised) throw new DomainError("profileMissing");
};

/** A user with a profile, who reads. */
export const userProcedure = sessionProcedure.use(({ ctx, next }) => {
  withProfile(ctx);
  return next();
});

/** A user with a profile, who changes something: limited accounts may not. */
export const activeProcedure = unlimitedProcedure.use(({ ctx, next }) => {
  withProfile(ctx);
  return next();
});

/** A visitor with a WeChat session. */
export const wechatProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const visitor = await ctx.authenticate.wechat();
  if (!visitor) throw new DomainError("unauthorized");
  return next({ ctx: { ...ctx, visitor } satisfies WechatCtx });
});
