import { type FastifyTRPCPluginOptions, fastifyRequestHandler, fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import type { FastifyInstance } from "fastify";
import { callContext } from "../plugins/call-context";
import { toDomainError } from "./errors";
import { type AppRouter, appRouter } from "./router";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Answers for as long as the client listens: it has no time limit, and its time is no measure. */
    stream?: boolean;
  }
}

/** The longest time that a timer can be set to, in milliseconds; 24 days. */
const NO_LIMIT_MS = 2 ** 31 - 1;

const trpcOptions = {
  router: appRouter,
  createContext: ({ req }) => callContext(req),
  onError: ({ error, req, path }) => {
    if (!toDomainError(error)) req.log.error({ err: error, path }, "unexpected error");
  },
} satisfies FastifyTRPCPluginOptions<AppRouter>["trpcOptions"];

/** Paths of the procedures that are subscriptions. */
function subscriptions(): string[] {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  return Object.entries(procedures)
    .filter(([, { _def }]) => _def.type === "subscription")
    .map(([path]) => path);
}

/** The router for web clients, at /trpc. */
export async function trpcPlugin(app: FastifyInstance): Promise<void> {
  await app.register(fastifyTRPCPlugin, { prefix: "/trpc", trpcOptions });
  for (const path of subscriptions())
    app.get(`/trpc/${path}`, { handlerTimeout: NO_LIMIT_MS, config: { stream: true } }, (req, res) =>
      fastifyRequestHandler({ ...trpcOptions, req, res, path }),
    );
}
