import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { parseArgs } = await import("node:util");
const { main } = await import("./lib/main.mjs");
const { runTests } = await import("./test/run.mjs");

const { values } = parseArgs({
  options: { checks: { type: "boolean" }, unit: { type: "boolean" }, browser: { type: "boolean" } },
});
await main(() => runTests(values));
