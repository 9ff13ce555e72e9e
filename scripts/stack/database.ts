import path from "node:path";
import { startEmbedded } from "@chaoqer/db/embedded";
import { say } from "../lib/progress.mjs";
import { atStop } from "../lib/shutdown.mjs";
import type { Settings } from "./settings";

/** The database to use. */
export interface Database {
  url: string;
  /** The same for the role that owns the tables, if it is another. */
  ownerUrl?: string | undefined;
  /** The embedded server, rather than one that DATABASE_URL names. */
  own: boolean;
}

/** Starts the embedded server, unless the environment names another. `onExit`: it ended although nobody stopped it. */
export async function openDatabase(
  { databaseUrl, env, dataDir }: Settings,
  onExit: (error: Error) => void,
): Promise<Database> {
  if (databaseUrl) return { url: databaseUrl, ownerUrl: env.DATABASE_OWNER_URL, own: false };
  const log = (line: string) => say(`    ${line}`);
  const server = await startEmbedded({ dataDir: path.join(dataDir, "postgres"), log, onExit });
  atStop({ stop: () => server.stop() });
  return { url: server.url, ownerUrl: server.ownerUrl, own: true };
}
