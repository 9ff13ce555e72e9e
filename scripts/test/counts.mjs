/** How many of what was run went well. @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {Partial<Counts>} counts @returns {Counts} */
export const counts = ({ passed = 0, failed = 0, skipped = 0 }) => ({ passed, failed, skipped });

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  const total = (/** @type {keyof Counts} */ key) => all.reduce((so, one) => so + one[key], 0);
  return { passed: total("passed"), failed: total("failed"), skipped: total("skipped") };
}

/** The line that a run ends with. @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * A run that ended badly has at least one failure, whatever its report says: it may have died before it could tell.
 * @param {Counts} counts
 * @param {boolean} endedWell
 */
export function atLeastOneFailure(counts, endedWell) {
  return endedWell || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/**
 * Vitest's JSON report. A file that could not be run at all counts as one failure.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 */
export function vitestCounts(report) {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return counts({
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  });
}

/**
 * Playwright's JSON report. What passed at a second try has passed; errors outside of tests are failures.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report
 */
export function playwrightCounts({ stats, errors }) {
  return counts({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  });
}
