import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { expect, it } from "vitest";
import { root } from "./lib/root.mjs";

const READERS = [
  "apps/api/src/env.ts",
  "apps/h5/lib/env.ts",
  "apps/admin/lib/env.ts",
  "packages/sandbox/src/env.ts",
  "scripts/stack/settings.ts",
];
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

/** Names of variables in a file that reads them: as members, as keys of a schema, or as text. */
function namesIn(file: string): string[] {
  const found = read(file).matchAll(/\bsource\.([A-Z][A-Z0-9_]+)|\b([A-Z][A-Z0-9_]+):|"([A-Z][A-Z0-9]*_[A-Z0-9_]+)"/g);
  return [...found].map(([, member, key, text]) => member ?? key ?? text ?? "");
}

const example = read(".env.example").replace(/^# (?=[A-Z][A-Z0-9_]+=)/gm, "");
const offered = Object.keys(parseEnv(example)).sort();

it("offers exactly the variables that are read", () => {
  expect(offered).toEqual([...new Set(READERS.flatMap(namesIn))].sort());
});

it("offers nothing that the documentation does not explain", () => {
  const documentation = read("docs/operations.md");
  expect(offered.filter((name) => !documentation.includes(`\`${name}\``))).toEqual([]);
});

it("changes nothing when it is copied as it is", () => {
  expect(parseEnv(read(".env.example"))).toEqual({});
});
