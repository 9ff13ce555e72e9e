import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { main } = await import("./lib/main.mjs");
const { allowTypeScript, loadEnv, prepare } = await import("./lib/prepare.mjs");

await main(async () => {
  loadEnv();
  await prepare();
  await allowTypeScript();
  const { playDemo } = await import("./demo/main.ts");
  return playDemo(process.env);
});
