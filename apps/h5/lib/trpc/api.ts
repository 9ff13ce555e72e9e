import type { AppRouter } from "@chaoqer/api/router";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import type { inferRouterOutputs } from "@trpc/server";
import superjson from "superjson";
import { readEnv } from "../env";

/** A page waits no longer than this for the api. */
const PATIENCE_MS = 5_000;

export type Api = TRPCClient<AppRouter>;
export type Invitation = inferRouterOutputs<AppRouter>["h5"]["invitation"];

/**
 * The api for one request of one visitor. What is asked at the same time goes in one round trip.
 * @param token the visitor's WeChat session; left out for a stranger.
 */
export function apiFor(token?: string): Api {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${readEnv().apiUrl}/trpc`,
        transformer: superjson,
        headers: token ? { authorization: `Bearer ${token}` } : {},
        fetch: (url, options) => fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) }),
      }),
    ],
  });
}
