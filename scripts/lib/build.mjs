import { createRequire } from "node:module";
import path from "node:path";
import { root } from "./root.mjs";
import { quietly } from "./run.mjs";

/** turbo's starter script; it finds the program for this machine. */
export const turboScript = () => createRequire(path.join(root, "package.json")).resolve("turbo/bin/turbo");

/**
 * Builds apps with turbo, which takes from its cache what has not changed.
 * @param {readonly string[]} apps names of folders in apps/
 * @returns {Promise<string>} what came of it, in a word
 */
export async function build(apps) {
  const filters = apps.map((app) => `--filter=@chaoqer/${app}`);
  const args = [turboScript(), "run", "build", ...filters, "--ui=stream", "--output-logs=new-only", "--no-color"];
  // Next builds for production only, whatever the stack is to be.
  const env = { ...process.env, NODE_ENV: "production" };
  const output = await quietly(process.execPath, args, { env, what: "The build" });
  const [, cached, total] = /Cached:\s+(\d+) cached, (\d+) total/.exec(output) ?? [];
  return `${apps.join(", ")}${cached && cached === total ? " (unchanged)" : ""}`;
}
