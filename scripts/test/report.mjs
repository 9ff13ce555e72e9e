import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { atLeastOneFailure, counts } from "./counts.mjs";

/**
 * Runs something that writes a JSON report, and counts what that says.
 * @template Report
 * @param {(file: string, folder: string) => Promise<string | undefined>} run gets the report's file and a folder for
 *   what else it needs; answers undefined, or how it failed
 * @param {(report: Report) => import("./counts.mjs").Counts} count
 */
export async function counted(run, count) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "chaoqer-report-"));
  try {
    const file = path.join(folder, "report.json");
    const how = await run(file, folder);
    const text = await readFile(file, "utf8").catch(() => undefined);
    return atLeastOneFailure(text ? count(JSON.parse(text)) : counts({}), how === undefined && text !== undefined);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
