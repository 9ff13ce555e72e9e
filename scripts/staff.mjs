// Staff accounts: npm run staff -- create --name … --role … (docs/staff.md). Works beside a running `npm start`, and
// without one.
import path from "node:path";
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { main } = await import("./lib/main.mjs");
const { allowTypeScript, loadEnv, prepare } = await import("./lib/prepare.mjs");

await main(async () => {
  loadEnv();
  await prepare();
  await allowTypeScript();
  const { readSettings } = await import("./stack/settings.ts");
  const { openDatabase } = await import("./stack/database.ts");
  const { findEmbedded } = await import("@chaoqer/db/embedded");
  const { prepareDatabase } = await import("@chaoqer/api/prepare");
  const { staffCli } = await import("@chaoqer/api/staff-cli");
  const settings = readSettings(process.env);
  const failed = (/** @type {Error} */ error) => console.error(error.message);
  const running = settings.databaseUrl ? undefined : await findEmbedded(path.join(settings.dataDir, "postgres"));
  const database = running ?? (await openDatabase(settings, failed));
  await prepareDatabase(database);
  return staffCli(process.argv.slice(2), database.url);
});
