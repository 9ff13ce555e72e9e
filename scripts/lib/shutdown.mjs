import { say } from "./progress.mjs";

/** What has to end before this process may: `force` makes it quick. @typedef {{ stop: () => unknown, force?: () => void }} Task */

/** Started first, stopped last. @type {Task[]} */
const tasks = [];
/** @type {Promise<never> | undefined} */
let ending;

export const isStopping = () => ending !== undefined;

/** Thrown to leave what was being started when the stop came. */
export class Stopping extends Error {
  /** @override */
  name = "Stopping";
}

/**
 * Sees to it that `task` is stopped before the process ends. Answers how to take it from the list again.
 * @param {Task} task
 */
export function atStop(task) {
  if (ending) {
    task.force?.();
    throw new Stopping();
  }
  tasks.push(task);
  return () => {
    const place = tasks.indexOf(task);
    if (place >= 0) tasks.splice(place, 1);
  };
}

/**
 * Stops everything, the newest first, and ends the process. May be called again; the first call decides the code.
 * @param {number} code
 * @returns {Promise<never>}
 */
export function shutDown(code) {
  ending ??= stopAll(code);
  return ending;
}

/** @param {number} code @returns {Promise<never>} */
async function stopAll(code) {
  let failed = false;
  for (let task = tasks.at(-1); task; task = tasks.at(-1)) {
    try {
      await task.stop();
    } catch (error) {
      console.error(error);
      failed = true;
    }
    tasks.splice(tasks.lastIndexOf(task), 1);
  }
  process.exit(failed ? 1 : code);
}

/**
 * Stops everything at SIGINT, SIGTERM and SIGHUP, at once when asked a second time, and when npm, which runs us, was
 * killed.
 * @param {number} code what a stop by signal answers
 */
export function stopOnSignals(code) {
  let first = 0;
  const asked = () => {
    first ||= performance.now();
    // npm passes on a Ctrl-C that the terminal has also sent to us: that is one, not two.
    if (performance.now() - first > 500) for (const task of tasks) task.force?.();
    else if (!ending) {
      say("stopping");
      void shutDown(code);
    }
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, asked);

  const parent = process.ppid;
  const watch = () => process.ppid !== parent && void shutDown(1);
  if (process.env.npm_lifecycle_event && process.platform !== "win32") setInterval(watch, 500).unref();
}
