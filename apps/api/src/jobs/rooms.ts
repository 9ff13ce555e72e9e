import { dropSnapshots } from "../domains/room/caches";
import { settleRoom, sweepRooms } from "../domains/room/presence";
import type { Handler } from "./handlers";

/** Settles a room when its last host's lease was to end, and comes back when it ends by now. */
export const roomSettle: Handler<"room-settle"> = async (deps, { data }) => {
  const startAfter = await settleRoom(deps, data.roomId);
  if (startAfter) await deps.queue.send(deps, "room-settle", data, { startAfter });
};

/** Settles what no single job has: a net under `room-settle`. Drops old snapshots as well. */
export const roomSweep: Handler<"room-sweep"> = async (deps) => {
  await sweepRooms(deps);
  await dropSnapshots(deps);
};
