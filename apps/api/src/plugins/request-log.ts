import type { FastifyInstance, FastifyReply } from "fastify";
import fp from "fastify-plugin";
import type { Deps } from "../deps";

/** Only the server's own failures are worth a look; refusals are everyday. */
const levelOf = (status: number) => (status >= 500 ? "error" : "info");

function record(deps: Deps, reply: FastifyReply): void {
  const { request, statusCode, elapsedTime } = reply;
  const route = request.routeOptions.url ?? "unknown";
  if (!request.routeOptions.config.stream)
    deps.metrics.requests.observe({ method: request.method, route, status: statusCode }, elapsedTime / 1000);
  const { client, ip } = request.callCtx ?? {};
  request.log[levelOf(statusCode)](
    { method: request.method, route, status: statusCode, ms: Math.round(elapsedTime), ip, client },
    "request",
  );
}

/** One line and one measurement a request. The route's pattern is logged, never the URL: that holds signs and numbers. */
export const requestLog = fp(
  async (app: FastifyInstance, { deps }: { deps: Deps }) => {
    app.addHook("onResponse", async (_request, reply) => record(deps, reply));
  },
  { name: "request-log" },
);
