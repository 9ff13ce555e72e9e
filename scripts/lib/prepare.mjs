import { existsSync } from "node:fs";
import path from "node:path";
import { install, needsInstall } from "./install.mjs";
import { step } from "./progress.mjs";
import { root } from "./root.mjs";
import { quietly } from "./run.mjs";

/** No tool of ours reports to anybody. */
const SILENT = { NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };

/** Takes `.env` of the checkout (or the file that ENV_FILE names) into the environment; what is set already wins. */
export function loadEnv() {
  const name = process.env.ENV_FILE ?? ".env";
  const file = path.resolve(root, name);
  if (name !== "" && existsSync(file)) process.loadEnvFile(file);
}

/** Dependencies and the generated database client, where they are missing or old. */
export async function prepare() {
  Object.assign(process.env, SILENT);
  if (needsInstall()) await step("dependencies", install);
  await quietly(process.execPath, ["packages/db/generate.mjs"], { what: "Generating the database client" });
}

/** From here on this process can import the TypeScript of the checkout. */
export async function allowTypeScript() {
  const { register } = await import("tsx/esm/api");
  register();
}
