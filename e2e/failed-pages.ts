import { readFileSync } from "node:fs";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** What the page of a failed test showed, as text: where only the output is kept, screenshots are of no use. */
export default class FailedPages implements Reporter {
  onTestEnd(test: TestCase, { attachments }: TestResult): void {
    const context = attachments.find(({ name }) => name === "error-context");
    if (!context?.path) return;
    const [, page] = /^```yaml$(.*?)^```$/ms.exec(readFileSync(context.path, "utf8")) ?? [];
    if (page) console.log(`\nThe page of “${test.title}”:\n${page}`);
  }
}
