import { inTransaction } from "@chaoqer/db/tx";
import type { Ctx, UserCtx } from "../../trpc/context";

/** Push devices (docs/api/push.md). What JPush must know of them goes by jobs. */

/** Binds a device to the caller, taking it from any other user and their former device from them. */
export async function bindDevice(ctx: UserCtx, { jPushId }: { jPushId: string }): Promise<void> {
  const { uid } = ctx.actor;
  const device = { jPushId, clientType: ctx.client.type, updateTime: ctx.clock.now() };
  await inTransaction(ctx, async (tx) => {
    // Two users who bind one device at once wait for each other.
    await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`device:${jPushId}`}, 0))`;
    const former = await tx.db.pushDevice.findUnique({ where: { uid }, select: { jPushId: true } });
    await tx.db.pushDevice.deleteMany({ where: { jPushId, uid: { not: uid } } });
    await tx.db.pushDevice.upsert({ where: { uid }, create: { uid, ...device }, update: device });
    if (former && former.jPushId !== jPushId) await tx.queue.send(tx, "push-bind", { jPushId: former.jPushId });
    await tx.queue.send(tx, "push-bind", { jPushId });
  });
}

/** Unbinds the user's device, if there is one. */
export async function forgetDevice(ctx: Ctx, uid: string): Promise<void> {
  const device = await ctx.db.pushDevice.findUnique({ where: { uid }, select: { jPushId: true } });
  if (!device) return;
  await ctx.db.pushDevice.delete({ where: { uid } });
  await ctx.queue.send(ctx, "push-bind", device);
}

/**
 * Tells the user's bound device that its session was replaced by a login elsewhere.
 * @param unbind whether the device loses the alias too (a login from the Web).
 */
export async function tellReplaced(
  ctx: Ctx,
  uid: string,
  { replaced, unbind }: { replaced: boolean; unbind: boolean },
): Promise<void> {
  const device = await ctx.db.pushDevice.findUnique({ where: { uid }, select: { jPushId: true } });
  if (!device) return;
  if (!replaced) return unbind ? forgetDevice(ctx, uid) : undefined;
  if (unbind) await ctx.db.pushDevice.delete({ where: { uid } });
  await ctx.queue.send(ctx, "push-logout", { uid, jPushId: device.jPushId, unbind });
}
