import type { AppRouter } from "@chaoqer/api/router";
import { TRPCClientError } from "@trpc/client";

/**
 * What a failed call means for a page: the visitor is not known (any more), what was asked for is not there, or the api
 * cannot be reached or does not work.
 */
export type Failure = "stranger" | "gone" | "away";

/** Sorts an error of a call to the api. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return "away";
  const { data } = error as TRPCClientError<AppRouter>;
  if (data?.code === "UNAUTHORIZED") return "stranger";
  if (data?.code === "NOT_FOUND" || data?.code === "BAD_REQUEST") return data.domain === undefined ? "away" : "gone";
  return "away";
}
