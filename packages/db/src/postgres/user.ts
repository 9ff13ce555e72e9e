import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

/** A user of this machine. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * Who the server runs as: PostgreSQL refuses root, so for root it is the owner of the existing cluster, else
 * `postgres`, else `nobody`. Undefined: we run it ourselves.
 */
export function serverUser(cluster: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { name: `user ${uid}`, uid, gid };
  }
  const user = lookUp("postgres") ?? lookUp("nobody");
  if (!user) throw new Error("PostgreSQL does not run as root, and there is neither a user postgres nor nobody");
  return user;
}

function lookUp(name: string): SystemUser | undefined {
  try {
    const id = (flag: string) => Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
    const user = { name, uid: id("-u"), gid: id("-g") };
    return user.uid > 0 ? user : undefined;
  } catch {
    // `id` fails for an unknown user.
    return undefined;
  }
}
