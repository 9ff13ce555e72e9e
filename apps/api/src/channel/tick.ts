import { Prisma } from "@chaoqer/db/client";
import { beat, reclaim, sweepProcesses } from "../domains/room/connections";
import { sweepRooms } from "../domains/room/presence";
import { clearIcons } from "../domains/room/shows";
import type { Connection } from "./connection";
import type { Hub } from "./hub";

/** What a process does about the room channel as time goes by. Times in milliseconds, by the injected clock. */

const TICK_MS = 1000;
const BEAT_MS = 3000;
const LOOK_MS = 5000;
const SESSIONS_MS = 10_000;
const PING_MS = 30_000;
export const SILENCE_MS = 120_000;

/** Says that this process lives; where the others took it for dead, its connections get their places back. */
async function keepAlive(hub: Hub): Promise<void> {
  const fresh = await beat(hub.deps, hub.processId);
  const joined = hub.connections.filter((one) => one.seq !== undefined && !one.ended);
  if (!fresh || joined.length === 0) return;
  const kept = await reclaim(hub.deps, hub.processId, joined);
  for (const connection of joined) if (!kept.has(connection.connectionId)) connection.close("lost");
}

/** Ends connections whose session has ended: a newer login, a logout, a frozen account. */
async function endSignedOut({ deps, connections }: Hub): Promise<void> {
  if (connections.length === 0) return;
  const uids = [...new Set(connections.map((one) => one.uid))];
  const sessions = await deps.db.$queryRaw<{ tokenHash: string }[]>`
    SELECT token_hash AS "tokenHash" FROM sessions
    WHERE uid IN (${Prisma.join(uids)}) AND expire_time > ${deps.clock.now()}`;
  const live = new Set(sessions.map((session) => session.tokenHash));
  for (const one of connections) if (!live.has(one.tokenHash)) one.close("signedOut");
}

function endSilent(connections: readonly Connection[], now: Date): void {
  for (const one of connections) if (now.getTime() - one.heardAt.getTime() >= SILENCE_MS) one.close("silent");
}

/**
 * Makes the round of what is due. Everything in it may be done by several processes at once.
 * @returns what does one round; errors are logged, and what failed is due again
 */
export function ticker(hub: Hub): () => Promise<void> {
  const last = new Map<string, number>();
  const every = async (name: string, ms: number, work: () => Promise<unknown> | undefined): Promise<void> => {
    const now = hub.deps.clock.now().getTime();
    if (now - (last.get(name) ?? Number.NEGATIVE_INFINITY) < ms) return;
    try {
      await work();
      last.set(name, now);
    } catch (error) {
      hub.failed(error);
    }
  };
  return async () => {
    const { deps } = hub;
    await every("beat", BEAT_MS, () => keepAlive(hub));
    await every("drops", 0, () => hub.writeDrops());
    await every("processes", BEAT_MS, () => sweepProcesses(deps));
    await every("leases", 0, () => sweepRooms(deps));
    await every("icons", 0, () => clearIcons(deps));
    await every("look", LOOK_MS, () => Promise.all([hub.look(), deps.watches.look()]));
    await every("watches", 0, () => deps.watches.recheck());
    await every("sessions", SESSIONS_MS, () => endSignedOut(hub));
    endSilent(hub.connections, deps.clock.now());
    await every("ping", PING_MS, async () => {
      for (const { socket } of hub.connections) if (socket.readyState === socket.OPEN) socket.ping();
    });
  };
}

/** Makes the rounds, one at a time, until told to stop. @returns stops them, once the one that runs is done */
export function startTicking({ tick }: { tick(): Promise<void> }, ms = TICK_MS): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= tick().finally(() => {
      running = undefined;
    });
  }, ms);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
