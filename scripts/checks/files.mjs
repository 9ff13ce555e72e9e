import { readdirSync } from "node:fs";
import path from "node:path";

/** What is made rather than written (as in .gitignore). */
const MADE = new Set([
  "node_modules",
  "dist",
  ".git",
  ".next",
  ".turbo",
  ".data",
  "generated",
  "test-results",
  "playwright-report",
  "coverage",
]);

/**
 * All files of the project, relative to `root`, with `/` between folders.
 * @param {string} root
 * @returns {string[]}
 */
export function sourceFiles(root, folder = "") {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return MADE.has(entry.name) ? [] : sourceFiles(root, name);
    return entry.isFile() && entry.name !== "next-env.d.ts" ? [name] : [];
  });
}
