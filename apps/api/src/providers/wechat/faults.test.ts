import { describe, expect, it } from "vitest";
import { kindOf, pauseAfter } from "./faults";

describe("WeChat's error codes", () => {
  it.each([
    [-1, "token", "unreachable"],
    [40001, "token", "tokenInvalid"],
    [40014, "token", "tokenInvalid"],
    [42001, "token", "tokenInvalid"],
    [40001, "secret", "refused"],
    [40029, "secret", "codeSpent"],
    [40163, "secret", "codeSpent"],
    [45009, "token", "dayLimit"],
    [45011, "secret", "minuteLimit"],
    [40013, "secret", "refused"],
    [40125, "secret", "refused"],
    [40164, "secret", "refused"],
    [99999, "token", "refused"],
  ] as const)("%i of a call with a %s is %s", (errcode, sent, kind) => {
    expect(kindOf(errcode, sent)).toBe(kind);
  });
});

describe("a pause", () => {
  it.each([
    ["dayLimit", "2026-11-23T15:59:59.999Z", "2026-11-23T16:00:00.000Z"],
    ["dayLimit", "2026-11-23T16:00:00.000Z", "2026-11-24T16:00:00.000Z"],
    ["dayLimit", "2026-12-31T20:00:00.000Z", "2027-01-01T16:00:00.000Z"],
    ["minuteLimit", "2026-11-23T10:00:00.000Z", "2026-11-23T10:01:00.000Z"],
    ["minuteLimit", "2026-11-23T10:00:59.999Z", "2026-11-23T10:01:00.000Z"],
    ["refused", "2026-11-23T10:00:30.000Z", "2026-11-23T10:01:30.000Z"],
  ] as const)("after %s at %s lasts until %s", (kind, now, until) => {
    expect(pauseAfter(kind, new Date(now))?.toISOString()).toBe(until);
  });

  it("is not made where the next call may do better", () => {
    for (const kind of ["unreachable", "tokenInvalid", "codeSpent"] as const)
      expect(pauseAfter(kind, new Date(0))).toBeUndefined();
  });
});
