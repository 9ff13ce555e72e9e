import { DomainError } from "@chaoqer/contract/errors";
import type { FastifyInstance } from "fastify";
import type { Deps } from "../deps";

/** /healthz: the process serves. /readyz: and the database answers. /metrics: Prometheus text (docs/operations.md). */
export async function health(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (request) => {
    try {
      await deps.db.$queryRaw`SELECT 1`;
    } catch (error) {
      request.log.warn({ err: error }, "the database does not answer");
      throw new DomainError("unavailable");
    }
    return { status: "ok" };
  });
  app.get("/metrics", async (_request, reply) => {
    reply.type(deps.metrics.registry.contentType);
    return deps.metrics.registry.metrics();
  });
}
