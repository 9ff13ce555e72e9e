import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./root.mjs";
import { quietly } from "./run.mjs";

/** @typedef {Record<string, { version?: string, link?: boolean, optional?: boolean }>} LockedPackages */

/**
 * Whether what npm last put into node_modules differs from what the lock file asks for. Optional packages may be
 * missing: most of them are for other machines.
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 */
export function differs(locked, installed) {
  return Object.entries(locked).some(([place, wanted]) => {
    if (place === "") return false;
    const there = installed[place];
    if (!there) return !wanted.optional;
    return !wanted.link && wanted.version !== there.version;
  });
}

/** @param {string} file @returns {LockedPackages | undefined} */
function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : undefined;
}

/**
 * Whether `npm ci` has to run. npm writes its own record of node_modules at the very end of an install, so one that
 * was cut short shows as well.
 */
export function needsInstall() {
  const locked = packagesIn(path.join(root, "package-lock.json"));
  const installed = packagesIn(path.join(root, "node_modules/.package-lock.json"));
  return !installed || !locked || differs(locked, installed);
}

/** Installs the dependencies exactly as locked. Development tools too, also when NODE_ENV is production. */
export async function install() {
  const npm = process.env.npm_execpath;
  const args = ["ci", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund", "--no-progress"];
  const options = { what: "Installing the dependencies (npm ci)" };
  if (npm?.endsWith(".js")) await quietly(process.execPath, [npm, ...args], options);
  else await quietly(process.platform === "win32" ? "npm.cmd" : "npm", args, options);
}
