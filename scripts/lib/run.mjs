import { spawn } from "node:child_process";
import { root } from "./root.mjs";
import { atStop } from "./shutdown.mjs";

/** A command that failed; the message has all that it wrote. */
export class CommandError extends Error {
  /** @override */
  name = "CommandError";
}

/**
 * How to run a command. `what` is what it is for, for the error.
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, what?: string }} RunOptions
 */

/**
 * Runs a command to its end without showing what it writes, and answers that.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>}
 */
export async function quietly(command, args, { cwd = root, env = process.env, what = command } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text) => {
      output += text;
    });
  }
  const how = await end(child);
  if (how !== undefined) throw new CommandError(`${output.trimEnd()}\n\n${what} failed (${how}).`.trimStart());
  return output;
}

/**
 * Runs a command to its end with its output on ours, and answers undefined, or how it failed.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function openly(command, args, { cwd = root, env = process.env } = {}) {
  return end(spawn(command, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"], windowsHide: true }));
}

/**
 * Waits for a command; a stop of ours ends it.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<string | undefined>} how it failed, if it did
 */
async function end(child) {
  /** @type {Promise<string | undefined>} */
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    // "close" comes once the streams have been read as well.
    child.once("close", (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  });
  const done = atStop({
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
    force: () => child.kill("SIGKILL"),
  });
  const how = await ended;
  done();
  return how;
}
