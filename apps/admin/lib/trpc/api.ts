import type { AppRouter } from "@chaoqer/api/router";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import superjson from "superjson";
import { readEnv } from "../env";

/** The console's server waits no longer than this for the api. */
export const PATIENCE_MS = 12_000;

/** Who stands behind a call, for the api's log. */
export interface Caller {
  address?: string | undefined;
  userAgent?: string | undefined;
}

export const callerOf = (headers: Pick<Headers, "get">): Caller => ({
  address: headers.get("x-forwarded-for") ?? undefined,
  userAgent: headers.get("user-agent") ?? undefined,
});

/** Headers of a call to the api. */
export function apiHeaders(token: string | undefined, { address, userAgent }: Caller): Record<string, string> {
  return {
    ...(token && { authorization: `Staff ${token}` }),
    ...(address && { "x-forwarded-for": address }),
    ...(userAgent && { "user-agent": userAgent }),
  };
}

/** The api, for one request to the console's server. */
export function apiFor(token: string | undefined, caller: Caller): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${readEnv().apiUrl}/trpc`,
        transformer: superjson,
        headers: apiHeaders(token, caller),
        fetch: (url, options) => fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) }),
      }),
    ],
  });
}
