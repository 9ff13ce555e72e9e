import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Is there a process with this id, and not only its zombie? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, but not ours.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return !["Z", "X"].includes(statOf(pid)[0] ?? "");
}

/** When a process began, in a form that tells it from a later one with the same id; "" where /proc is missing. */
export function startOf(pid: number): string {
  return statOf(pid)[19] ?? "";
}

/** proc(5): the fields of /proc/pid/stat from the state on (the name before may hold spaces). */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    // No /proc, or the process is gone.
    return [];
  }
}

/** The processes of a server that runs on this cluster. */
export function serversOn(cluster: string): number[] {
  if (!existsSync(cluster)) return [];
  if (process.platform !== "linux") return postmasterOf(cluster);
  const real = realpathSync(cluster);
  const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === real && commandOf(pid) === "postgres";
    } catch {
      // Gone meanwhile, or somebody else's.
      return false;
    }
  });
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
}

/** What postmaster.pid says, if it is still true. */
function postmasterOf(cluster: string): number[] {
  try {
    const pid = Number(readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
    if (!isAlive(pid)) return [];
    const command = execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") ? [pid] : [];
  } catch {
    // No such file, or no such process.
    return [];
  }
}

/**
 * Removes a postmaster.pid that a killed server has left, once nothing runs on the cluster. PostgreSQL does so too,
 * unless the number in it is alive again: another process has it, or nobody has reaped the old one.
 */
export function removeStalePidFile(cluster: string): void {
  if (process.platform === "linux") rmSync(path.join(cluster, "postmaster.pid"), { force: true });
}

/** Ends what still runs on a cluster whose owner is dead: fast, then at once, then by force. */
export async function endServersOn(cluster: string): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    for (const pid of serversOn(cluster)) {
      try {
        process.kill(pid, signal);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
      }
    }
    for (let waited = 0; waited < 10_000; waited += 50) {
      if (serversOn(cluster).length === 0) return;
      await sleep(50);
    }
  }
  throw new Error(`The PostgreSQL processes ${serversOn(cluster).join(", ")} on ${cluster} do not end`);
}
