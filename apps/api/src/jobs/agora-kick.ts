import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "../deps";
import type { Handler } from "./handlers";

/** Agora takes 10 of these a second for the whole account; a little less leaves room for the network's jitter. */
export const KICK_SPACING_MS = 110;

/**
 * Takes the next free moment for a kick, for all processes together. It is told by the database's own clock, which is
 * the same for all of them.
 * @returns that moment, and how long until then; milliseconds.
 */
export async function takeSlot({ db }: Pick<Deps, "db">): Promise<{ at: number; wait: number }> {
  const [slot] = await db.$queryRaw<{ at: number; wait: number }[]>`
    INSERT INTO request_guards AS g (key, expires_at)
    VALUES ('agora-kick', clock_timestamp() + ${KICK_SPACING_MS} * interval '1 ms')
    ON CONFLICT (key) DO UPDATE SET
      expires_at = greatest(g.expires_at, clock_timestamp()) + ${KICK_SPACING_MS} * interval '1 ms'
    RETURNING (extract(epoch FROM expires_at) * 1000)::float8 - ${KICK_SPACING_MS} AS at,
      (extract(epoch FROM expires_at - clock_timestamp()) * 1000)::float8 - ${KICK_SPACING_MS} AS wait`;
  if (!slot) throw new Error("takeSlot: no slot came back");
  return slot;
}

/** Drops users from an Agora channel, in turn with all other kicks. */
export const agoraKick: Handler<"agora-kick"> = async (deps, { data }) => {
  const { wait } = await takeSlot(deps);
  if (wait > 0) await sleep(wait);
  await deps.providers.rtc.kick(data);
};
