import { ClientType } from "@chaoqer/contract/enums";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Deps } from "../deps";
import { findUserActor } from "../domains/account/reads";
import { readBasic } from "../domains/account/rules";
import { findVisitor, readBearer } from "../domains/h5/sessions";
import { findStaffActor, readStaffToken } from "../domains/staff/sessions";
import type { CallCtx, Client, StaffActor, UserActor, WechatActor } from "../trpc/context";

declare module "fastify" {
  interface FastifyRequest {
    callCtx: CallCtx | null;
  }
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Reads the client headers; what is absent or unreadable takes its default. */
export function readClient(request: FastifyRequest): Client {
  const type = Number(header(request, "client-type"));
  const code = header(request, "version-code") ?? "";
  return {
    type: type === ClientType.ios || type === ClientType.android ? type : ClientType.web,
    versionName: header(request, "version-name")?.slice(0, 50) || "UNKNOWN",
    versionCode: /^\d{1,9}$/.test(code) ? Number(code) : 0,
  };
}

function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => {
    found ??= find();
    return found;
  };
}

/** A signal for running past the time limit only: a client that hangs up does not undo what it asked for. */
function timeLimit(request: FastifyRequest): AbortSignal {
  const controller = new AbortController();
  const { signal } = request;
  signal.addEventListener("abort", () => {
    if ((signal.reason as { code?: string } | undefined)?.code === "FST_ERR_HANDLER_TIMEOUT")
      controller.abort(signal.reason);
  });
  return controller.signal;
}

function createContext(deps: Deps, request: FastifyRequest): CallCtx {
  const ctx = {
    ...deps,
    log: request.log as Deps["log"],
    client: readClient(request),
    ip: request.ip,
    signal: timeLimit(request),
  };
  const basic = readBasic(request.headers.authorization);
  const bearer = readBearer(request.headers.authorization, request.headers.cookie);
  const staffToken = readStaffToken(request.headers.authorization);
  return {
    ...ctx,
    userAgent: header(request, "user-agent")?.slice(0, 300) ?? "",
    authenticate: {
      user: once(async (): Promise<UserActor | null> => {
        const actor = basic ? await findUserActor(ctx, basic.uid, basic.token) : null;
        if (actor) ctx.activity.note(actor.uid, ctx.clock.now());
        return actor;
      }),
      wechat: once(async (): Promise<WechatActor | null> => (bearer ? findVisitor(ctx, bearer) : null)),
      staff: once(async (): Promise<StaffActor | null> => (staffToken ? findStaffActor(ctx, staffToken) : null)),
    },
  };
}

/** The request's own context, made on first use. */
export function callContext(request: FastifyRequest): CallCtx {
  if (!request.callCtx) throw new Error("callContext: the call-context plugin is not registered");
  return request.callCtx;
}

/** Gives every request the context that its procedures are called with. */
export const callContextPlugin = fp(
  async (app: FastifyInstance, { deps }: { deps: Deps }) => {
    app.decorateRequest("callCtx", null);
    app.addHook("onRequest", async (request) => {
      request.callCtx = createContext(deps, request);
    });
  },
  { name: "call-context" },
);
