import { z } from "zod";
import { procedureOf } from "./bridge";
import document from "./document.json" with { type: "json" };
import { ENDPOINTS, type Endpoint } from "./endpoints";

/**
 * The OpenAPI document of the REST calls, made from the same table and schemas that serve them
 * (https://spec.openapis.org/oas/v3.1.1).
 */

type Json = Record<string, unknown>;

/** A zod schema as JSON Schema; what a pipe or default makes of it is the output side. */
function schemaOf(schema: unknown, io: "input" | "output"): Json {
  if (!(schema instanceof z.ZodType)) return { type: "object" };
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
}

const SIGN_PARAMETERS: Json = {
  ts: { type: "integer", description: "当前毫秒数" },
  sign: { type: "string", description: "参数校验, 见 docs/api/transport.md" },
};

/** What a call takes, without its path parameters, `ts` and `sign` included. */
function parametersOf(endpoint: Endpoint, input: Json): Json {
  const inPath = new Set([...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const own = Object.entries((input.properties ?? {}) as Json).filter(([name]) => !inPath.has(name));
  const required = ((input.required ?? []) as string[]).filter((name) => !inPath.has(name));
  return {
    type: "object",
    properties: { ...Object.fromEntries(own), ...(endpoint.sign && SIGN_PARAMETERS) },
    required: [...required, ...(endpoint.sign ? ["ts", "sign"] : [])],
  };
}

function answerOf(endpoint: Endpoint, output: unknown): Json {
  const result = schemaOf(output, "output");
  for (const name of endpoint.hidden) delete (result.properties as Json | undefined)?.[name];
  const properties = { result, message: { type: "string" }, status: { type: "integer", enum: [0, 1] } };
  return { type: "object", properties, required: ["result", "message", "status"] };
}

const SECURITY = { none: [], user: [{ user: [] }], wechat: [{ wechat: [] }] };

/** The API document's own example answer of a call. */
function exampleOf(endpoint: Endpoint): unknown {
  return document.find(({ group, number }) => `${group} ${number}` === endpoint.name)?.example;
}

function requestOf(method: string, parameters: Json): Json {
  const { properties, required } = parameters as { properties: Json; required: string[] };
  if (method === "POST" || method === "PUT") {
    const content = { schema: parameters };
    return { requestBody: { content: { "application/json": content, "application/x-www-form-urlencoded": content } } };
  }
  const inQuery = (name: string) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: properties[name],
  });
  return { parameters: Object.keys(properties).map(inQuery) };
}

function operationOf(endpoint: Endpoint, method: string): Json {
  const { inputs, output } = (procedureOf(endpoint)?._def ?? {}) as { inputs?: unknown[]; output?: unknown };
  const request = requestOf(method, parametersOf(endpoint, schemaOf(inputs?.[0], "input")));
  const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const content = { "application/json": { schema: answerOf(endpoint, output), example: exampleOf(endpoint) } };
  return {
    operationId: `${method.toLowerCase()}_${endpoint.procedure.replace(".", "_")}`,
    tags: [endpoint.name.split(" ")[0]],
    summary: endpoint.title,
    security: SECURITY[endpoint.auth],
    ...request,
    parameters: [...inPath, ...((request.parameters as Json[] | undefined) ?? [])],
    responses: {
      200: { description: "Success or business failure", content },
      default: { $ref: "#/components/responses/Failure" },
    },
  };
}

const FAILURE = {
  description: "HTTP failure: the same envelope with status 0 and result 0",
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: { result: { type: "integer" }, message: { type: "string" }, status: { type: "integer", const: 0 } },
      },
    },
  },
};

/** The whole document. @param url the api's public address. */
export function openapi(url: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of ENDPOINTS) {
    for (const { method, path } of [endpoint, ...endpoint.aliases]) {
      const operation = operationOf(endpoint, method);
      if (path !== endpoint.path) operation.operationId = `${operation.operationId}_alias`;
      paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
    }
  }
  return {
    openapi: "3.1.1",
    info: { title: "超圈 API", version: "1.0.0", description: "REST calls of the native apps; see docs/api." },
    externalDocs: { url: "/docs/channel", description: "The room channel (WebSocket)" },
    servers: [{ url }],
    paths,
    components: {
      responses: { Failure: FAILURE },
      securitySchemes: {
        user: { type: "http", scheme: "basic", description: "base64(uid:accessToken)" },
        wechat: { type: "http", scheme: "bearer", description: "A WeChat session, or the cookie chaoqer_wx" },
      },
    },
  };
}
