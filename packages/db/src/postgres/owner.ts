import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, startOf } from "./processes";

interface Owner {
  pid: number;
  start: string;
}

/**
 * Makes this process the one that runs the server in `dataDir`, and answers how to give that up. Refuses while
 * another live process has it; takes it over from a dead one.
 */
export async function claim(dataDir: string): Promise<() => Promise<void>> {
  const file = path.join(dataDir, "owner.json");
  const mine = JSON.stringify({ pid: process.pid, start: startOf(process.pid) } satisfies Owner);
  for (let round = 0; ; round++) {
    try {
      await writeFile(file, mine, { flag: "wx" });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const owner = await readOwner(file);
    if (owner && isAlive(owner.pid) && startOf(owner.pid) === owner.start) {
      // One that was just killed or told to stop may need a moment.
      if (owner.pid !== process.pid && round < 20) {
        await sleep(50);
        continue;
      }
      throw new Error(
        `The database in ${dataDir} is in use by process ${owner.pid}. Stop that one first, or choose another DATA_DIR`,
      );
    }
    // By rename, so that of two who find it dead only one removes it.
    const dead = `${file}.${process.pid}`;
    await rename(file, dead).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    await rm(dead, { force: true });
  }
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Owner;
  } catch {
    // Gone, or half written by a process that died: nobody's.
    return undefined;
  }
}
