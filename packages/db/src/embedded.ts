import { existsSync } from "node:fs";
import { mkdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { findBinaries } from "./postgres/binaries";
import { ensureCluster, roleName, urlsOf } from "./postgres/cluster";
import { claim } from "./postgres/owner";
import { endServersOn, removeStalePidFile, serversOn } from "./postgres/processes";
import { startServer } from "./postgres/server";
import { type SystemUser, serverUser } from "./postgres/user";

/** Settings of `startEmbedded`. */
export interface EmbeddedOptions {
  /** Folder for the database files, the log and the password; made if missing. */
  dataDir: string;
  /** Port on 127.0.0.1; a free one by default. */
  port?: number;
  /** Told what happens, one line each. */
  log?: (line: string) => void;
  /** Whether what is committed survives a power cut (true, unless temporary). */
  fsync?: boolean;
  /** The data is worth nothing once we are gone: `dataDir` is removed when the server stops (false). */
  temporary?: boolean;
  /** The server ended although nobody stopped it. */
  onExit?: (error: Error) => void;
}

/** A running server. */
export interface EmbeddedServer {
  /** The database "chaoqer" for the api: its role owns nothing, and may do what `grantAccess` gives it. */
  url: string;
  /** The same for its owner, a superuser. */
  ownerUrl: string;
  port: number;
  /** Stops the server and gives up the folder; may be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own on `dataDir`. It ends with this process, however that ends. A folder that another
 * live process uses is refused; what a dead one left is stopped and recovered.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { log = () => {}, temporary = false } = options;
  const dataDir = path.resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const release = await claim(dataDir);
  try {
    const cluster = path.join(dataDir, "cluster");
    const user = serverUser(cluster);
    await clear(cluster, user, log);
    const binaries = await findBinaries(user);
    const sync = options.fsync ?? !temporary;
    const password = await ensureCluster(dataDir, cluster, binaries, user, { sync, log });
    const settings = { ...options, log, temporary, dataDir, cluster, binaries, user, password, sync };
    const { stop, ...server } = await startServer(settings);
    let stopped: Promise<void> | undefined;
    return {
      ...server,
      stop() {
        stopped ??= stop().finally(release);
        return stopped;
      },
    };
  } catch (error) {
    await release();
    if (temporary) await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** The addresses of the server that another process runs on `dataDir`, if one answers. */
export async function findEmbedded(dataDir: string): Promise<Pick<EmbeddedServer, "url" | "ownerUrl"> | undefined> {
  const [pidFile, password] = await Promise.all(
    ["cluster/postmaster.pid", "password"].map((name) => readFile(path.join(dataDir, name), "utf8").catch(() => "")),
  );
  // PostgreSQL keeps its port in the fourth line of this file while it runs.
  const port = Number(pidFile?.split("\n")[3]);
  if (!port || !password) return undefined;
  const urls = urlsOf(password, port, roleName);
  const client = new Client({ connectionString: urls.ownerUrl, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return urls;
  } catch {
    // The file is what a server that was killed has left.
    return undefined;
  } finally {
    await client.end();
  }
}

/** Sees to it that nobody else runs a server on the cluster, and that we may. */
async function clear(cluster: string, user: SystemUser | undefined, log: (line: string) => void): Promise<void> {
  if (!existsSync(cluster)) return;
  const { uid } = await stat(cluster);
  if (!user && process.getuid && uid !== process.getuid()) {
    throw new Error(`${cluster} belongs to user ${uid}: start as that user or as root, or choose another DATA_DIR`);
  }
  const pids = serversOn(cluster);
  if (pids.length > 0) {
    log(`stopping PostgreSQL (process ${pids.join(", ")}), which a process now dead has left`);
    await endServersOn(cluster);
  }
  removeStalePidFile(cluster);
}
