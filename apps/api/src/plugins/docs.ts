import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import type { OpenAPIV3 } from "openapi-types";
import type { Deps } from "../deps";
import { openapi } from "../rest/openapi";

/** /openapi.json: the documented calls for machines; /docs: the same for people. */
export async function docs(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  const document = openapi(deps.env.API_URL) as unknown as OpenAPIV3.Document;
  await app.register(swagger, { mode: "static", specification: { document } });
  await app.register(swaggerUi, { routePrefix: "/docs" });
  app.get("/openapi.json", async () => document);
}
