import { TRPCClientError } from "@trpc/client";
import { expect, it } from "vitest";
import { failureOf } from "./failure";

const answered = (code: string, domain?: string) =>
  TRPCClientError.from({
    error: { message: "", code: -32000, data: { code, domain, httpStatus: 0, result: 0 } },
  } as never);

it.each([
  ["UNAUTHORIZED", "unauthorized", "stranger"],
  ["NOT_FOUND", "roomUnknown", "gone"],
  ["BAD_REQUEST", "malformed", "gone"],
  // No procedure of that name: the api is another one than this build knows.
  ["NOT_FOUND", undefined, "away"],
  ["SERVICE_UNAVAILABLE", "unavailable", "away"],
  ["INTERNAL_SERVER_ERROR", undefined, "away"],
])("%s of %s: %s", (code, domain, failure) => {
  expect(failureOf(answered(code, domain))).toBe(failure);
});

it("takes what is no answer of the api as the api being away", () => {
  expect(failureOf(new TypeError("fetch failed"))).toBe("away");
  expect(failureOf(TRPCClientError.from(new TypeError("fetch failed")))).toBe("away");
});
