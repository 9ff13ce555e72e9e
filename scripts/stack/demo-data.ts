import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createDb } from "@chaoqer/db/client";
import { seedDemo } from "@chaoqer/db/seed/demo";
import { writeDemoImages } from "@chaoqer/db/seed/images";
import { devCredentials } from "@chaoqer/sandbox/credentials";
import type { Database } from "./database";
import type { Settings } from "./settings";

/** Who can sign in to the demo; the passwords are the first ones. */
export interface DemoLogins {
  staff: { name: string; password: string }[];
  users: { mobile: string; nickname: string }[];
}

/** What is kept of a seed, since the database has only hashes. */
interface Kept extends DemoLogins {
  /** The database that was seeded. */
  database: string;
}

/** Fills the database if it is empty, and answers who can sign in; undefined if it was not us who filled it. */
export async function demoLogins({ env, dataDir }: Settings, { url, own }: Database): Promise<DemoLogins | undefined> {
  const file = path.join(dataDir, "demo.json");
  const { host, pathname } = new URL(url);
  const database = own ? "embedded" : `${host}${pathname}`;
  const db = createDb(url, { statementTimeoutMs: 0 });
  try {
    const now = new Date();
    const avatarBase = `${env.SANDBOX_URL}/${devCredentials.ALIYUN_OSS_BUCKET}`;
    const { alreadySeeded, staff, users } = await seedDemo(db, { now, avatarBase });
    if (!alreadySeeded) {
      await writeFile(file, JSON.stringify({ database, staff, users } satisfies Kept, null, 2), { mode: 0o600 });
      await writeDemoImages(dataDir, now);
    }
  } finally {
    await db.$disconnect();
  }
  if (!existsSync(file)) return undefined;
  const kept = JSON.parse(await readFile(file, "utf8")) as Kept;
  return kept.database === database ? kept : undefined;
}
