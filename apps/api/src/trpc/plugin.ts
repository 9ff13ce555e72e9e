import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import type { FastifyInstance } from "fastify";
import { callContext } from "../plugins/call-context";
import { toDomainError } from "./errors";
import { type AppRouter, appRouter } from "./router";

/** The router for web clients, at /trpc. */
export async function trpcPlugin(app: FastifyInstance): Promise<void> {
  await app.register(fastifyTRPCPlugin, {
    prefix: "/trpc",
    trpcOptions: {
      router: appRouter,
      createContext: ({ req }) => callContext(req),
      onError: ({ error, req, path }) => {
        if (!toDomainError(error)) req.log.error({ err: error, path }, "unexpected error");
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>["trpcOptions"],
  });
}
