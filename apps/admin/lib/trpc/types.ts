import type { AppRouter } from "@chaoqer/api/router";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";

/** What the console's procedures take and answer. */
export type Inputs = inferRouterInputs<AppRouter>["staff"];
export type Outputs = inferRouterOutputs<AppRouter>["staff"];
