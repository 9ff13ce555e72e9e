// The repository's own rules, which no linter knows. Prints what is wrong; warnings do not fail.
import { readFileSync } from "node:fs";
import path from "node:path";
import { sourceFiles } from "./checks/files.mjs";
import { brokenLinks, missingFiles } from "./checks/links.mjs";
import { codeFaults, lengthFaults } from "./checks/rules.mjs";
import { root } from "./lib/root.mjs";

const files = sourceFiles(root);
/** @type {{ faults: string[], warnings: string[] }} */
const found = { faults: [], warnings: [] };
for (const file of files) {
  if (!/\.(ts|tsx|mjs|md)$/.test(file)) continue;
  const text = readFileSync(path.join(root, file), "utf8");
  if (file.endsWith(".md")) found.faults.push(...brokenLinks(file, text, files), ...missingFiles(file, text, files));
  else {
    found.faults.push(...codeFaults(file, text));
    const { fault, warning } = lengthFaults(file, text);
    if (fault) found.faults.push(fault);
    if (warning) found.warnings.push(warning);
  }
}
for (const warning of found.warnings) console.log(`warning: ${warning}`);
for (const fault of found.faults) console.log(fault);
console.log(`${files.length} files, ${found.faults.length} faults, ${found.warnings.length} warnings`);
process.exitCode = found.faults.length > 0 ? 1 : 0;
