import path from "node:path";

/** The folder of the checkout. */
export const root = path.resolve(import.meta.dirname, "../..");

/**
 * A path as people want to read it: relative to the checkout where it lies inside.
 * @param {string} file
 */
export function shortPath(file) {
  const relative = path.relative(root, file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : relative || ".";
}
