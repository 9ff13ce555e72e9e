import { dropSnapshots } from "../domains/room/caches";
import { releaseOrphans } from "../domains/room/connections";
import { dropLog } from "../domains/room/log";
import { settleRoom, sweepRooms } from "../domains/room/presence";
import { after, LOG_TTL_MS } from "../domains/room/rules";
import { dropTickets } from "../domains/room/tickets";
import type { Handler } from "./handlers";

/** Settles a room when its last host's lease was to end, and comes back when it ends by now. */
export const roomSettle: Handler<"room-settle"> = async (deps, { data }) => {
  const startAfter = await settleRoom(deps, data.roomId);
  if (startAfter) await deps.queue.send(deps, "room-settle", data, { startAfter });
};

/** Settles what no single job has: a net under `room-settle`. Drops what is old of rooms as well. */
export const roomSweep: Handler<"room-sweep"> = async (deps) => {
  await releaseOrphans(deps);
  await sweepRooms(deps);
  await dropSnapshots(deps);
  await dropTickets(deps);
  await dropLog(deps, after(deps.clock.now(), -LOG_TTL_MS));
};
