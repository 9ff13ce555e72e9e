import { DomainError } from "@chaoqer/contract/errors";
import { inTransaction } from "@chaoqer/db/tx";
import { profileJson } from "@chaoqer/db/views/profile";
import { roomJson, roomOpen, roomVisible } from "@chaoqer/db/views/room";
import type { Deps } from "../../deps";
import type { UserCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { after, CACHE_TTL_MS } from "./rules";

/**
 * Keeps the room as it is, seen by a stranger, with the caller as the one who shares it.
 * @returns the snapshot's id. @throws DomainError roomUnknown (also: closed, or not for the caller's eyes)
 */
export async function keepSnapshot(ctx: UserCtx, { roomId }: { roomId: string }): Promise<string> {
  const { uid } = ctx.actor;
  const now = ctx.clock.now();
  const roomCacheId = newId();
  const keep = (tx: UserCtx) => tx.db.$executeRaw`
    INSERT INTO room_caches (room_cache_id, room_id, from_uid, snapshot, create_time, expire_time)
    SELECT ${roomCacheId}, r.room_id, p.uid,
      ${roomJson(null, now)}::jsonb || jsonb_build_object('fromMember', ${profileJson(null)}),
      ${now}::timestamptz, ${after(now, CACHE_TTL_MS)}::timestamptz
    FROM rooms r JOIN profiles p ON p.uid = ${uid}
    WHERE r.room_id = ${roomId} AND ${roomOpen(now)} AND ${roomVisible(uid, now)}`;
  if ((await inTransaction(ctx, keep)) === 0) throw new DomainError("roomUnknown");
  return roomCacheId;
}

/** Removes snapshots whose time is over. */
export async function dropSnapshots({ db, clock }: Pick<Deps, "db" | "clock">): Promise<void> {
  await db.roomCache.deleteMany({ where: { expireTime: { lte: clock.now() } } });
}
