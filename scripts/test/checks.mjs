import { turboScript } from "../lib/build.mjs";
import { step } from "../lib/progress.mjs";
import { quietly } from "../lib/run.mjs";
import { counts, sum } from "./counts.mjs";

/** What needs no running program: format and lint, types, the repository's own rules. Each counts as one test. */
export async function checks() {
  return sum([
    await check("lint", ["node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off"]),
    await check("types", [
      turboScript(),
      "run",
      "typecheck",
      "--continue",
      "--ui=stream",
      "--output-logs=errors-only",
      "--no-color",
    ]),
    await check("types (scripts)", ["node_modules/typescript/bin/tsc", "-p", "scripts"]),
    await check("types (e2e)", ["node_modules/typescript/bin/tsc", "-p", "e2e"]),
    await check("repository", ["scripts/check-repo.mjs"]),
  ]);
}

/** @param {string} title @param {string[]} args */
async function check(title, args) {
  try {
    await step(title, async () => void (await quietly(process.execPath, args, { what: title })));
    return counts({ passed: 1 });
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}\n`);
    return counts({ failed: 1 });
  }
}
