// Staff accounts: npm run staff -- create --name … --role … (docs/staff.md). Works beside a running `npm start`, and
// without one.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { main } = await import("./lib/main.mjs");
const { allowTypeScript, loadEnv, prepare } = await import("./lib/prepare.mjs");

/**
 * The embedded server of this checkout that another process runs, if one answers.
 * @param {string} dataDir
 */
async function running(dataDir) {
  // PostgreSQL keeps its port in the fourth line of this file while it runs.
  const [pidFile, passwordFile] = ["cluster/postmaster.pid", "password"].map((name) =>
    path.join(dataDir, "postgres", name),
  );
  if (!pidFile || !passwordFile || !existsSync(pidFile) || !existsSync(passwordFile)) return undefined;
  const port = readFileSync(pidFile, "utf8").split("\n")[3]?.trim();
  const { createDb } = await import("@chaoqer/db/client");
  const url = `postgresql://chaoqer:${readFileSync(passwordFile, "utf8").trim()}@127.0.0.1:${port}/chaoqer`;
  const db = createDb(url, { max: 1, connectionTimeoutMs: 2_000 });
  try {
    await db.$queryRaw`SELECT 1`;
    return url;
  } catch {
    return undefined;
  } finally {
    await db.$disconnect();
  }
}

await main(async () => {
  loadEnv();
  await prepare();
  await allowTypeScript();
  const { readSettings } = await import("./stack/settings.ts");
  const { openDatabase } = await import("./stack/database.ts");
  const { migrate } = await import("@chaoqer/db/migrate");
  const { staffCli } = await import("../apps/api/src/staff-cli.ts");
  const settings = readSettings(process.env);
  const failed = (/** @type {Error} */ error) => console.error(error.message);
  const url = settings.databaseUrl ?? (await running(settings.dataDir)) ?? (await openDatabase(settings, failed)).url;
  await migrate(url);
  return staffCli(process.argv.slice(2), url);
});
