import { describe, expect, it } from "vitest";
import { atLeastOneFailure, closingLine, counts, playwrightCounts, sum, vitestCounts } from "./counts.mjs";

describe("vitestCounts", () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((status) => ({ status })),
  });

  it("counts a file that could not be run as a failure", () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [file("passed", "passed", "passed"), file("failed", "passed", "failed"), file("failed")],
    };
    expect(vitestCounts(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });
});

describe("playwrightCounts", () => {
  it("counts flaky tests as passed and errors outside of tests as failed", () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(playwrightCounts(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });
});

describe("atLeastOneFailure", () => {
  it("does not let a run that died look like success", () => {
    expect(atLeastOneFailure(counts({ passed: 9 }), false)).toEqual({ passed: 9, failed: 1, skipped: 0 });
    expect(atLeastOneFailure(counts({ failed: 2 }), false).failed).toBe(2);
    expect(atLeastOneFailure(counts({ passed: 9 }), true).failed).toBe(0);
  });
});

describe("closingLine", () => {
  it("counts everything", () => {
    const all = sum([counts({ passed: 4 }), counts({ passed: 300, failed: 1 }), counts({ passed: 7, skipped: 2 })]);
    expect(closingLine(all)).toBe("311 passed, 1 failed, 2 skipped");
    expect(closingLine(counts({ passed: 1 }))).toBe("1 passed, 0 failed");
  });
});
