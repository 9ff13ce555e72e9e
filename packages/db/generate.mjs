// Writes src/generated from prisma/schema, if it is not up to date. Needs no network: generating uses no engine,
// but the CLI looks for one and would download it, so it is shown an executable that it never runs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const root = import.meta.dirname;
const require = createRequire(import.meta.url);
const stampFile = path.join(root, "src/generated/schema.sha256");

/** Everything the generated client depends on, as one hash. */
function stamp() {
  const schema = path.join(root, "prisma/schema");
  const hash = createHash("sha256").update(require("prisma/package.json").version);
  for (const name of readdirSync(schema).sort()) hash.update(name).update(readFileSync(path.join(schema, name)));
  return hash.digest("hex");
}

const wanted = stamp();
const upToDate =
  existsSync(path.join(root, "src/generated/client.ts")) &&
  existsSync(stampFile) &&
  readFileSync(stampFile, "utf8") === wanted;

if (!upToDate) {
  const cli = path.join(path.dirname(require.resolve("prisma/package.json")), "build/index.js");
  const run = spawnSync(process.execPath, [cli, "generate", "--no-hints"], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  if (run.status !== 0) {
    console.error("The Prisma client could not be generated from packages/db/prisma/schema:\n");
    console.error(run.error ? String(run.error) : `${run.stdout}\n${run.stderr}`.trim());
    process.exit(1);
  }
  writeFileSync(stampFile, wanted);
}
