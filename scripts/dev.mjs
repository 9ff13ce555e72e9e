import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { runStack } = await import("./lib/stack.mjs");
await runStack("dev");
