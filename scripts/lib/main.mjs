import { isStopping, shutDown, stopOnSignals } from "./shutdown.mjs";

/** Errors whose message says all that a user needs; others are shown with their stack. */
const TOLD = new Set(["CommandError", "DemoError", "EnvError", "MigrationError", "StackError"]);

/**
 * Runs a script: `work` answers the exit code, or nothing if the process is to live on until it is told to stop.
 * @param {() => Promise<number | undefined>} work
 * @param {number} [stopped] exit code of a stop by signal
 */
export async function main(work, stopped = 130) {
  stopOnSignals(stopped);
  try {
    const code = await work();
    if (code !== undefined) await shutDown(code);
  } catch (error) {
    if (isStopping()) return;
    console.error(`\n${describe(error)}\n`);
    await shutDown(1);
  }
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) return String(error);
  return TOLD.has(error.name) ? error.message : (error.stack ?? error.message);
}
