import { shortPath } from "../lib/root.mjs";
import type { Database } from "./database";
import type { DemoLogins } from "./demo-data";
import type { Settings } from "./settings";

/** An address without its password, which may be a real one. */
export function withoutPassword(url: string): string {
  const parsed = new URL(url);
  if (parsed.password) parsed.password = "…";
  return decodeURI(parsed.href);
}

/** What to show once everything runs: where it is, and who can sign in. */
export function summary({ env, apps, dataDir }: Settings, database: Database, demo: DemoLogins | undefined): string {
  const rows: [string, string][] = [];
  if (apps.includes("api")) rows.push(["api", env.API_URL], ["docs", `${env.API_URL}/docs`]);
  if (apps.includes("h5")) rows.push(["h5", env.H5_URL]);
  if (apps.includes("admin")) rows.push(["admin", env.ADMIN_URL]);
  if (!env.production) rows.push(["sandbox", `${env.SANDBOX_URL}  (SMS codes, pushes, uploads)`]);
  rows.push(["database", database.own ? database.url : withoutPassword(database.url)]);
  rows.push(["logs", shortPath(`${dataDir}/logs`)]);
  if (demo) {
    const staff = demo.staff.map(({ name, password }) => `${name} / ${password}`);
    for (const [index, login] of staff.entries()) rows.push([index === 0 ? "staff" : "", login]);
    const [user] = demo.users;
    if (user) rows.push(["user", `${user.mobile}  (${user.nickname}; the code shows in the sandbox)`]);
  }
  const lines = rows.map(([name, value]) => `  ${name.padEnd(10)}${value}`);
  return ["", ...lines, "", "  Ctrl-C stops all of it.", ""].join("\n");
}
