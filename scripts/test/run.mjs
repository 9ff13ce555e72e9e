import { prepare } from "../lib/prepare.mjs";
import { isStopping } from "../lib/shutdown.mjs";
import { browser } from "./browser.mjs";
import { checks } from "./checks.mjs";
import { closingLine, counts, sum } from "./counts.mjs";
import { unit } from "./unit.mjs";

/** In the order in which they find faults soonest. @type {Record<string, () => Promise<import("./counts.mjs").Counts>>} */
const STAGES = { checks, unit, browser };

/**
 * Runs the stages that are chosen, or all, and ends with the line that counts them. A stage that cannot be run at all
 * is one failure; the others run nevertheless.
 * @param {{ [stage: string]: boolean | undefined }} chosen
 */
export async function runTests(chosen) {
  const all = Object.values(chosen).every((value) => !value);
  const stages = Object.entries(STAGES).filter(([name]) => all || chosen[name]);
  const results = [await attempt(prepared)];
  if (results.every(({ failed }) => failed === 0)) {
    for (const [name, stage] of stages) {
      console.log(`\n── ${name}\n`);
      results.push(await attempt(stage));
    }
  }
  const total = sum(results);
  console.log(`\n${closingLine(total)}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

async function prepared() {
  await prepare();
  return counts({});
}

/** @param {() => Promise<import("./counts.mjs").Counts>} stage */
async function attempt(stage) {
  try {
    return await stage();
  } catch (error) {
    if (isStopping()) throw error;
    console.error(`\n${error instanceof Error ? error.message : error}\n`);
    return counts({ failed: 1 });
  }
}
