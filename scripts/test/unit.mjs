import { openly } from "../lib/run.mjs";
import { vitestCounts } from "./counts.mjs";
import { counted } from "./report.mjs";

/** Everything that Vitest runs: unit, integration and contract tests of all projects. */
export function unit() {
  const args = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
  return counted((file) => openly(process.execPath, [...args, `--outputFile.json=${file}`]), vitestCounts);
}
