"use client";

import type { AppRouter } from "@chaoqer/api/router";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { loginPath } from "../auth/return-path";
import { failureOf } from "./failure";

const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

export { useTRPC };

/** A session that ended at the api ends here: back to the login, and from there to the same address. */
function leaveIfEnded(error: unknown): void {
  if (failureOf(error).kind !== "ended" || window.location.pathname === "/login") return;
  window.location.assign(loginPath(window.location.pathname + window.location.search, "ended"));
}

function newQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveIfEnded }),
    mutationCache: new MutationCache({ onError: leaveIfEnded }),
    defaultOptions: {
      queries: {
        retry: (count, error) => failureOf(error).kind === "away" && count < 1,
        staleTime: 5_000,
        refetchOnWindowFocus: true,
      },
    },
  });
}

/** Gives what is below it the api's procedures, by way of the console's own server. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(newQueryClient);
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc", transformer: superjson, maxItems: 10 })] }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
