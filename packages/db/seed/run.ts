import path from "node:path";
import { parseArgs } from "node:util";
import { createDb } from "../src/client";
import { migrate } from "../src/migrate";
import { seedDemo } from "./demo";
import { writeDemoImages } from "./images";
import { ScaleError, seedScale } from "./scale";

const USAGE = `Seeds an empty PostgreSQL database, after migrating it.

  npx tsx packages/db/seed/run.ts demo [--data-dir .data] [--image-base http://localhost:4003/chaoqer-dev]
  npx tsx packages/db/seed/run.ts scale [10k|100k|1m|<users>]

  --database-url postgres://…   which database; by default that of DATABASE_OWNER_URL, else of DATABASE_URL
  --now 2026-01-31T12:00:00Z    the moment that all times lie around; by default the present
`;

/** Something about the command is wrong; the message is for whoever typed it. */
class UsageError extends Error {}

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "database-url": { type: "string", default: process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL || "" },
      "data-dir": { type: "string", default: process.env.DATA_DIR || ".data" },
      "image-base": { type: "string", default: "http://localhost:4003/chaoqer-dev" },
      now: { type: "string", default: new Date().toISOString() },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const [scenario, size = "10k"] = positionals;
  const url = values["database-url"];
  const now = new Date(values.now);
  const users = readSize(size);
  if (scenario !== "demo" && scenario !== "scale") throw new UsageError("name a scenario: demo or scale");
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new UsageError("set DATABASE_URL or --database-url to a postgres:// address");
  if (Number.isNaN(now.getTime())) throw new UsageError(`--now is no time: ${values.now}`);

  await migrate(url, { log: console.log });
  if (scenario === "demo") await runDemo(url, now, values["image-base"], values["data-dir"]);
  else printStaff(await seedScale(url, { users, now, log: console.log }));
}

function readSize(text: string): number {
  const [, digits = "", unit = ""] = /^(\d+)([km]?)$/i.exec(text) ?? [];
  if (digits === "") throw new UsageError(`not a number of users: ${text}`);
  return Number(digits) * ({ k: 1_000, m: 1_000_000 }[unit.toLowerCase()] ?? 1);
}

async function runDemo(url: string, now: Date, imageBase: string, dataDir: string): Promise<void> {
  const db = createDb(url, { statementTimeoutMs: 0 });
  try {
    const { alreadySeeded, users, staff } = await seedDemo(db, { now, avatarBase: imageBase });
    if (alreadySeeded) throw new UsageError("the database has accounts or staff already, and was left as it is");
    console.log(`pictures: ${await writeDemoImages(path.resolve(dataDir), now)} in ${dataDir}`);
    for (const { mobile, nickname } of users) console.log(`user      ${mobile}  ${nickname}`);
    printStaff(staff);
  } finally {
    await db.$disconnect();
  }
}

function printStaff(staff: { name: string; password: string }[]): void {
  for (const { name, password } of staff) console.log(`staff     ${name} / ${password}`);
}

/** What went wrong, for whoever typed the command; unknown errors keep their stack. */
function explain(error: unknown): unknown {
  if (error instanceof UsageError || error instanceof ScaleError) return `${error.message}\n\n${USAGE}`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("ERR_PARSE_ARGS")) return `${(error as Error).message}\n\n${USAGE}`;
  // No server there, or it lets nobody in (SQLSTATE class 28) or has no such database (3D).
  if (/^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|28|3D)/.test(code))
    return `the database cannot be opened: ${(error as Error).message}`;
  return error;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
