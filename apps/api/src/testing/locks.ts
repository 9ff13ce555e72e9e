import type { Db } from "@chaoqer/db/client";
import { expect } from "vitest";

/** Returns once a statement in this database waits for a lock. A transaction would keep seeing what it saw first. */
export async function waitForLock(db: Db): Promise<void> {
  const waiting = () => db.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  await expect.poll(waiting, { interval: 10 }).not.toHaveLength(0);
}
