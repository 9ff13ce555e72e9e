import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import type { OpenAPIV3 } from "openapi-types";
import { asyncapi, framesPage } from "../channel/asyncapi";
import type { Deps } from "../deps";
import { openapi } from "../rest/openapi";

/** /openapi.json and /asyncapi.json: the documented calls and frames for machines; /docs and /docs/channel: for people. */
export async function docs(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  const document = openapi(deps.env.API_URL) as unknown as OpenAPIV3.Document;
  await app.register(swagger, { mode: "static", specification: { document } });
  await app.register(swaggerUi, { routePrefix: "/docs" });
  app.get("/openapi.json", async () => document);
  const frames = asyncapi(deps.env.API_URL);
  const page = framesPage();
  app.get("/asyncapi.json", async () => frames);
  app.get("/docs/channel", async (_request, reply) => reply.type("text/html; charset=utf-8").send(page));
}
