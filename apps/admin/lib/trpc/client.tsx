"use client";

import type { AppRouter } from "@chaoqer/api/router";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { loginPath } from "../auth/return-path";
import { failureOf } from "./failure";

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

export { useTRPC, useTRPCClient };

/** A session that ended at the api ends here: back to the login, and from there to the same address. */
export function leaveIfEnded(error: unknown): void {
  if (failureOf(error).kind !== "ended" || window.location.pathname === "/login") return;
  window.location.assign(loginPath(window.location.pathname + window.location.search, "ended"));
}

/** A call refused for the role's sake says that role or first steps have changed: who one is gets read again. */
function followSession(error: unknown, readMeAgain: () => void): void {
  if (failureOf(error).kind === "forbidden") readMeAgain();
  leaveIfEnded(error);
}

function newQueryClient(readMeAgain: () => void): QueryClient {
  const onError = (error: unknown) => followSession(error, readMeAgain);
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // A call that waits in silence for the network to return looks like one that hangs.
      mutations: { networkMode: "always" },
      queries: {
        networkMode: "always",
        retry: (count, error) => failureOf(error).kind === "away" && count < 1,
        staleTime: 5_000,
        refetchOnWindowFocus: true,
      },
    },
  });
}

/** Gives what is below it the api's procedures, by way of the console's own server. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [queryClient] = useState(() => newQueryClient(() => router.refresh()));
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: ({ type }) => type === "subscription",
          true: httpSubscriptionLink({ url: "/trpc", transformer: superjson }),
          false: httpBatchLink({ url: "/trpc", transformer: superjson, maxItems: 10 }),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
