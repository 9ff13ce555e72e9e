import { DomainError } from "@chaoqer/contract/errors";
import { ID, PATH_UID } from "@chaoqer/contract/fields";
import { JPUSH_ID } from "@chaoqer/contract/push";
import type { AnyProcedure } from "@trpc/server";
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from "fastify";
import type { Deps } from "../deps";
import { callContext } from "../plugins/call-context";
import type { CallCtx } from "../trpc/context";
import { appRouter, type Caller, createAppCaller } from "../trpc/router";
import { type Kinds, kindsOf, toInput } from "./coerce";
import { ENDPOINTS, type Endpoint, type Method } from "./endpoints";
import { failure, success } from "./envelope";
import { readParams } from "./params";
import { guarded } from "./repeats";
import { checkSign } from "./sign";

/**
 * The documented REST calls: a table over the router's own procedures. A call passes, in this order, its parameters,
 * who it is from, its sign, the repeat guard, and then the same procedure a web client calls.
 */

const METHODS: Method[] = ["GET", "POST", "PUT", "DELETE"];
const BODY_TYPES = ["application/json", "application/x-www-form-urlencoded"];

/** Forms of path parameters; another form is another path, so 404. */
const PATH_FORMS: Record<string, RegExp> = { uid: PATH_UID, jPushId: JPUSH_ID };

/** A documented path as find-my-way writes it. */
export function routeUrl(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => `:${name}(${(PATH_FORMS[name] ?? ID).source})`);
}

/** The router's procedure of a row; undefined while it is not built. */
export function procedureOf(endpoint: Endpoint): AnyProcedure | undefined {
  const procedures: Record<string, unknown> = appRouter._def.procedures;
  return procedures[endpoint.procedure] as AnyProcedure | undefined;
}

type Verb = (input: unknown) => Promise<unknown>;

function verbOf(caller: Caller, procedure: string): Verb {
  const [domain = "", name = ""] = procedure.split(".");
  return (caller as unknown as Record<string, Record<string, Verb>>)[domain]?.[name] as Verb;
}

/** Who the call is from and with which secret it is signed. */
async function identify(ctx: CallCtx, endpoint: Endpoint): Promise<{ caller: string; secret: string }> {
  const secret = ctx.env.SIGN_DEFAULT_SECRET;
  if (endpoint.auth === "none") return { caller: ctx.ip, secret };
  if (endpoint.auth === "wechat") {
    const visitor = await ctx.authenticate.wechat();
    if (!visitor) throw new DomainError("unauthorized");
    return { caller: visitor.openid, secret };
  }
  const actor = await ctx.authenticate.user();
  if (!actor) throw new DomainError("unauthorized");
  return { caller: actor.uid, secret: actor.accessSecret };
}

function present(endpoint: Endpoint, result: unknown) {
  const message = typeof endpoint.message === "string" ? endpoint.message : endpoint.message(result);
  if (endpoint.hidden.length === 0) return success(result, message);
  const shown = Object.entries(result as object).filter(([key]) => !endpoint.hidden.includes(key));
  return success(Object.fromEntries(shown), message);
}

function handlerOf(deps: Deps, endpoint: Endpoint, kinds: Kinds): RouteHandlerMethod {
  const { env, clock } = deps;
  return async (request: FastifyRequest) => {
    const params = readParams(
      request.raw.url ?? "",
      request.body as Buffer | undefined,
      request.headers["content-type"],
    );
    const ctx = callContext(request);
    const { caller, secret } = await identify(ctx, endpoint);
    const signed = endpoint.sign ? checkSign(params, secret, clock.now(), env.SIGN_WINDOW_S * 1000) : undefined;
    const pathParams = request.params as Record<string, string>;
    const verb = verbOf(createAppCaller(ctx), endpoint.procedure);
    const run = () => verb({ ...toInput(kinds, params), ...pathParams });
    if (!endpoint.guarded) return present(endpoint, await run());
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => pathParams[name] ?? "");
    return present(endpoint, await guarded(ctx, { caller, method: endpoint.method, path, params, signed }, run));
  };
}

const pending: RouteHandlerMethod = () => {
  throw new DomainError("unavailable");
};

/** Bodies reach the bridge as bytes, so that it alone decides how they are read; GETs may carry one too. */
function acceptBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(BODY_TYPES, { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

/** Registers every row, its aliases, and 405 with `Allow` for the methods that a path does not have. */
export async function restBridge(app: FastifyInstance, deps: Deps): Promise<void> {
  acceptBodies(app);
  const methodsOf = new Map<string, Set<Method>>();
  for (const endpoint of ENDPOINTS) {
    const procedure = procedureOf(endpoint);
    const inputs: unknown[] = procedure ? ((procedure._def as { inputs?: unknown[] }).inputs ?? []) : [];
    const handler = procedure ? handlerOf(deps, endpoint, kindsOf(inputs[0])) : pending;
    for (const { method, path } of [endpoint, ...endpoint.aliases]) {
      const url = routeUrl(path);
      app.route({ method, url, handler, exposeHeadRoute: false });
      methodsOf.set(url, (methodsOf.get(url) ?? new Set()).add(method));
    }
  }
  for (const [url, allowed] of methodsOf) {
    const allow = [...allowed].join(", ");
    app.route({
      method: [...METHODS, "PATCH", "HEAD", "OPTIONS"].filter((method) => !allowed.has(method as Method)),
      url,
      onRequest: async (_request, reply) => {
        const { status, body } = failure(new DomainError("methodNotAllowed"));
        return reply.code(status).header("allow", allow).send(body);
      },
      handler: pending,
    });
  }
}
