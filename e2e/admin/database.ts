import { readFileSync } from "node:fs";
import path from "node:path";
import { createDb, type PrismaClient } from "@chaoqer/db/client";
import { dataDir } from "../stack";

/** The stack's own database, for states that no call leaves behind; close it with `$disconnect`. */
export function openDatabase(): PrismaClient {
  const read = (name: string) => readFileSync(path.join(dataDir, "postgres", name), "utf8");
  // PostgreSQL keeps its port in the fourth line of this file while it runs.
  const port = read("cluster/postmaster.pid").split("\n")[3]?.trim();
  return createDb(`postgresql://chaoqer:${read("password").trim()}@127.0.0.1:${port}/chaoqer`, { max: 1 });
}
