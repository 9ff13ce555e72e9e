import type { FastifyInstance, FastifyRequest } from "fastify";

/** Leaves every body as the bytes that came: signatures cover those, and each vendor has its own word for a bad one. */
export function acceptRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

/** The body's bytes; empty if there is none. */
export function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** The body as JSON, or undefined where it is none. */
export function jsonBody(request: FastifyRequest): unknown {
  try {
    return JSON.parse(rawBody(request).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The body as a JSON object, or undefined where it is anything else. */
export function jsonObject(request: FastifyRequest): Record<string, unknown> | undefined {
  const body = jsonBody(request);
  return isObject(body) ? body : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The query string's pairs, decoded, in the order they came. */
export function queryPairs(request: FastifyRequest): [string, string][] {
  const mark = request.raw.url?.indexOf("?") ?? -1;
  return mark < 0 ? [] : [...new URLSearchParams(request.raw.url?.slice(mark + 1))];
}

/** The query string as a map; of a name that comes twice the first value counts. */
export function queryOf(request: FastifyRequest): Record<string, string> {
  return Object.fromEntries(queryPairs(request).reverse());
}

/** The pairs of a form body; none where the body is no form. */
export function formPairs(request: FastifyRequest): [string, string][] {
  if (!request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return [];
  return [...new URLSearchParams(rawBody(request).toString("utf8"))];
}
