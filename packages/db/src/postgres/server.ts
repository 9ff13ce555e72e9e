import { type ChildProcess, fork } from "node:child_process";
import { open, readFile, rename, stat } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { type Binaries, guardianScript } from "./binaries";
import { apiPassword, apiRoleName, clusterArgument, roleName, serverEnv, urlsOf } from "./cluster";
import { endServersOn } from "./processes";
import type { SystemUser } from "./user";

/** What a server is started with. */
export interface ServerSettings {
  dataDir: string;
  cluster: string;
  binaries: Binaries;
  user: SystemUser | undefined;
  password: string;
  port?: number;
  sync: boolean;
  temporary: boolean;
  log: (line: string) => void;
  onExit?: (error: Error) => void;
}

/** How long recovery after a crash may take before the start counts as failed. */
const startLimitMs = 300_000;
const logLimitBytes = 10_000_000;

/** Starts the server under its guardian and waits until it answers. */
export async function startServer(
  settings: ServerSettings,
): Promise<{ url: string; ownerUrl: string; port: number; stop(): Promise<void> }> {
  for (let attempt = 1; ; attempt++) {
    const port = settings.port ?? (await freePort());
    const launched = await launch(settings, port);
    try {
      await waitUntilReady(settings, port, launched);
    } catch (error) {
      await launched.stop();
      const reason = error instanceof Error ? error.message : String(error);
      const portTaken = /could not bind|Address already in use/i.test(reason);
      if (portTaken && settings.port) {
        throw new Error(`Port ${port}, meant for the embedded PostgreSQL, is in use`, { cause: error });
      }
      // The last processes of a server that was killed take a moment to go, and keep its shared memory till then.
      const passing = portTaken || /still in use/i.test(reason);
      if (!passing || attempt >= 20) throw error;
      await sleep(300);
      continue;
    }
    launched.release();
    return { ...urlsOf(settings.password, port, roleName), port, stop: launched.stop };
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

function serverArguments(settings: ServerSettings, port: number): string[] {
  const parameters: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200,
    cluster_name: "chaoqer",
    // Errors quote statements and rows, which may hold phone numbers and secrets.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
  };
  if (!settings.sync) parameters.fsync = "off";
  // Nobody will ever recover a temporary one.
  if (settings.temporary) Object.assign(parameters, { synchronous_commit: "off", full_page_writes: "off" });
  const args = Object.entries(parameters).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", clusterArgument(settings.cluster), ...args];
}

interface Launched {
  /** The server's process. */
  pid(): number | undefined;
  /** Set once the server has ended: how. */
  ended(): string | undefined;
  /** What the server has logged since it was launched. */
  readLog(): Promise<string>;
  stop(): Promise<void>;
  /** From now on the server keeps this process running no longer, and its end is news. */
  release(): void;
}

async function launch(settings: ServerSettings, port: number): Promise<Launched> {
  const logFile = path.join(settings.dataDir, "postgres.log");
  const size = await stat(logFile).then(
    (info) => info.size,
    () => 0,
  );
  if (size > logLimitBytes) await rename(logFile, `${logFile}.1`);
  const logHandle = await open(logFile, "a", 0o600);
  const { size: logStart } = await logHandle.stat();
  const order = {
    command: settings.binaries.postgres,
    args: serverArguments(settings, port),
    cwd: settings.cluster,
    uid: settings.user?.uid,
    gid: settings.user?.gid,
    quick: settings.temporary,
    remove: settings.temporary ? settings.dataDir : undefined,
  };
  const guardian = fork(guardianScript, [JSON.stringify(order)], {
    cwd: path.parse(guardianScript).root,
    detached: true,
    env: serverEnv(),
    execArgv: [],
    stdio: ["ignore", logHandle.fd, logHandle.fd, "ipc"],
  });
  await logHandle.close();
  let pid: number | undefined;
  let ended: string | undefined;
  let news: ((reason: string) => void) | undefined;
  let stopping = false;
  const gone = new Promise<void>((resolve) => {
    guardian.on("message", (message: { pid?: number; exit?: string }) => {
      pid ??= message.pid;
      ended ??= message.exit;
    });
    guardian.on("error", (error) => {
      ended ??= error.message;
      resolve();
    });
    guardian.on("exit", (code, signal) => {
      ended ??= `its guardian ended with ${signal ?? `code ${code}`}`;
      resolve();
      if (!stopping) news?.(ended);
    });
  });
  const readLog = async () => (await readFile(logFile)).subarray(logStart).toString();
  return {
    pid: () => pid,
    ended: () => ended,
    readLog,
    release() {
      guardian.unref();
      guardian.channel?.unref();
      news = (reason) => settings.onExit?.(new Error(`The embedded PostgreSQL ended: ${reason}; see ${logFile}`));
    },
    async stop() {
      stopping = true;
      guardian.ref();
      guardian.channel?.ref();
      if (guardian.connected) tellToStop(guardian);
      await gone;
      // Does nothing unless the guardian was killed and the server lives on.
      await endServersOn(settings.cluster);
    },
  };
}

function tellToStop(guardian: ChildProcess) {
  // An error here means that it has just gone, which is what we wait for.
  guardian.send("stop", () => undefined);
}

/** Resolves once the server takes connections and has our database and the api's role. */
async function waitUntilReady(settings: ServerSettings, port: number, launched: Launched): Promise<void> {
  const started = performance.now();
  let told = false;
  while (!(await isReady(settings.cluster, launched.pid()))) {
    const ended = launched.ended();
    if (ended) throw new Error(`PostgreSQL did not start (${ended}):\n${lastLines(await launched.readLog())}`);
    const waited = performance.now() - started;
    if (waited > startLimitMs) {
      throw new Error(`PostgreSQL did not get ready:\n${lastLines(await launched.readLog())}`);
    }
    if (waited > 5_000 && !told) {
      told = true;
      settings.log("PostgreSQL is recovering what was not written when it was killed");
    }
    await sleep(20);
  }
  await ensureDatabase(settings, port);
}

/**
 * Does the server with this process id say that it takes connections? Asked of its own file, since on the port
 * another server might answer. https://www.postgresql.org/docs/current/storage-file-layout.html: postmaster.pid
 */
async function isReady(cluster: string, pid: number | undefined): Promise<boolean> {
  const lines = await readFile(path.join(cluster, "postmaster.pid"), "utf8").then(
    (text) => text.split("\n"),
    () => [],
  );
  return lines[0] === String(pid) && lines[7]?.trim() === "ready";
}

async function ensureDatabase(settings: ServerSettings, port: number): Promise<void> {
  const { ownerUrl } = urlsOf(settings.password, port, "postgres");
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", (error) => settings.log(`PostgreSQL: ${error.message}`));
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [roleName]);
    if (!rowCount) await client.query(`CREATE DATABASE ${roleName}`);
    const roles = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [apiRoleName]);
    if (!roles.rowCount)
      await client.query(`CREATE ROLE ${apiRoleName} LOGIN PASSWORD '${apiPassword(settings.password)}'`);
  } finally {
    await client.end();
  }
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-15).join("\n");
}
