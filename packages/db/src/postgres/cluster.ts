import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Binaries } from "./binaries";
import type { SystemUser } from "./user";

/** The role that owns the database, and the name of it. */
export const roleName = "chaoqer";
/** The role that the api works with. */
export const apiRoleName = "chaoqer_api";

/** The password of the api's role: it follows from the owner's, and not the other way round. */
export function apiPassword(password: string): string {
  return createHmac("sha256", password).update(apiRoleName).digest("hex");
}

/** The addresses of a cluster's database for the api's role, and for its owner. */
export function urlsOf(password: string, port: number, database: string): { url: string; ownerUrl: string } {
  const at = `127.0.0.1:${port}/${database}`;
  return {
    url: `postgresql://${apiRoleName}:${apiPassword(password)}@${at}`,
    ownerUrl: `postgresql://${roleName}:${password}@${at}`,
  };
}

/**
 * How a server's program is told where its cluster lies, when started with the cluster as working directory. On
 * Linux it need not be able to enter the folders above (a checkout in /root, say).
 */
export function clusterArgument(cluster: string): string {
  return process.platform === "linux" ? "/proc/self/cwd" : cluster;
}

/** What programs need of the environment on any system. Ours holds secrets, and what would change their behaviour. */
const KEPT = /^(PATH|HOME|USER|LOGNAME|TMPDIR|TMP|TEMP|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|USERPROFILE)$/i;

/** The environment for PostgreSQL's programs. */
export function serverEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => KEPT.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: "C", TZ: "UTC" };
}

/** Makes the cluster unless it is there, and answers the password of its owner. */
export async function ensureCluster(
  dataDir: string,
  cluster: string,
  binaries: Binaries,
  user: SystemUser | undefined,
  options: { sync: boolean; log: (line: string) => void },
): Promise<string> {
  const passwordFile = path.join(dataDir, "password");
  if (existsSync(path.join(cluster, "PG_VERSION"))) {
    if (existsSync(passwordFile)) return readFile(passwordFile, "utf8");
    throw new Error(
      `${passwordFile} is missing, so nobody can log in. Put it back, or remove ${dataDir} to begin anew`,
    );
  }
  options.log("creating the database files");
  const password = randomBytes(24).toString("hex");
  for (const name of await readdir(dataDir)) {
    // What an initdb that was killed left behind.
    if (name.startsWith("cluster.new-")) await rm(path.join(dataDir, name), { recursive: true, maxRetries: 10 });
  }
  const fresh = path.join(dataDir, `cluster.new-${process.pid}`);
  await mkdir(fresh, { mode: 0o700 });
  if (user) await chown(fresh, user.uid, user.gid);
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  await initdb(fresh, passwordFile, binaries, user, options.sync);
  await rename(fresh, cluster);
  return password;
}

async function initdb(
  folder: string,
  passwordFile: string,
  binaries: Binaries,
  user: SystemUser | undefined,
  sync: boolean,
): Promise<void> {
  const linux = process.platform === "linux";
  const handle = await open(passwordFile);
  try {
    const args = ["-D", clusterArgument(folder), "-U", roleName, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C"];
    // As standard input, since the user may not be able to enter the file's folder.
    args.push(`--pwfile=${linux ? "/dev/stdin" : passwordFile}`, "--no-instructions");
    if (!sync) args.push("--no-sync");
    // Stretching serves weak passwords; this one is random.
    args.push("-c", "scram_iterations=1");
    const child = spawn(binaries.initdb, args, {
      cwd: folder,
      env: serverEnv(),
      uid: user?.uid,
      gid: user?.gid,
      stdio: [handle.fd, "pipe", "pipe"],
    });
    const output: string[] = [];
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    const result = await new Promise<string>((resolve) => {
      child.on("error", (error) => resolve(error.message));
      child.on("close", (code, signal) => resolve(code === 0 ? "" : `ended with ${signal ?? `code ${code}`}`));
    });
    if (result) throw new Error(`initdb ${result}:\n${output.join("").trim().split("\n").slice(-15).join("\n")}`);
  } finally {
    await handle.close();
  }
}
