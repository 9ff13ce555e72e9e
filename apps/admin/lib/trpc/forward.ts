import { staffToken } from "../auth/session";
import { readEnv } from "../env";
import { logFailure } from "../log";
import { apiHeaders, callerOf, PATIENCE_MS } from "./api";

/** A session token would be in the answer: signing in goes through next-auth alone. */
const NEVER = "staff.auth.login";

/** Whether every procedure of a (batched) path is one that the console's pages call. */
export function mayPass(path: string): boolean {
  const names = path.split(",");
  return names.every((name) => /^staff\.[\w.]+$/.test(name) && name !== NEVER);
}

/**
 * Whether a request comes from the console's own pages: browsers say so in `Sec-Fetch-Site` or, older ones, in
 * `Origin`. A change without either is refused.
 */
export function isOwnPage(method: string, headers: Pick<Headers, "get">, siteUrl: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = headers.get("origin");
  if (origin !== null) {
    const host = URL.canParse(origin) ? new URL(origin).host : undefined;
    if (origin !== new URL(siteUrl).origin && host !== headers.get("host")) return false;
  }
  return method === "GET" || site !== null || origin !== null;
}

const plain = (status: number, message: string) => Response.json({ message }, { status });

const STREAM = "text/event-stream";

/**
 * What ends a call to the api: the time limit; of a subscription, which goes on once it has begun, that the page has
 * gone, and the limit only until then.
 */
function limitOf(request: Request): { signal: AbortSignal; begun(): void } {
  if (!request.headers.get("accept")?.includes(STREAM))
    return { signal: AbortSignal.timeout(PATIENCE_MS), begun: () => undefined };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException("the api is late", "TimeoutError")), PATIENCE_MS);
  return { signal: AbortSignal.any([late.signal, request.signal]), begun: () => clearTimeout(timer) };
}

/** The answer as it comes in. A stream is passed on piece by piece: nothing on the way may collect or compress it. */
function passOn(answer: Response): Response {
  const type = answer.headers.get("content-type") ?? "application/json";
  const streams = type.startsWith(STREAM);
  const headers = {
    "content-type": type,
    "cache-control": streams ? "no-store, no-transform" : "no-store",
    ...(streams && { "x-accel-buffering": "no" }),
  };
  return new Response(answer.body, { status: answer.status, headers });
}

/** Passes a page's call on to the api with the session's token, which the browser never holds. */
export async function forward(request: Request, path: string, cookie: string | undefined): Promise<Response> {
  const { apiUrl, siteUrl } = readEnv();
  if (!mayPass(path)) return plain(404, "no such procedure");
  if (!isOwnPage(request.method, request.headers, siteUrl)) return plain(403, "not from the console's own pages");
  const change = request.method === "POST";
  if (change && !request.headers.get("content-type")?.startsWith("application/json")) return plain(415, "not JSON");
  const limit = limitOf(request);
  try {
    const answer = await fetch(`${apiUrl}/trpc/${path}${new URL(request.url).search}`, {
      method: request.method,
      headers: {
        ...apiHeaders(await staffToken(cookie), callerOf(request.headers)),
        ...(change && { "content-type": "application/json" }),
      },
      ...(change && { body: await request.text() }),
      signal: limit.signal,
    });
    return passOn(answer);
  } catch (error) {
    if (request.signal.aborted) return plain(499, "the page has gone");
    logFailure("forward", error);
    return plain(502, "the api is away");
  } finally {
    limit.begun();
  }
}
