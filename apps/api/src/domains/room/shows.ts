import type { ChannelPin } from "@chaoqer/contract/channel";
import { DomainError } from "@chaoqer/contract/errors";
import { Prisma } from "@chaoqer/db/client";
import { inTransaction } from "@chaoqer/db/tx";
import { newId } from "../account/rules";
import { collectLinks } from "../link/writes";
import type { Act } from "./acts";
import { append, type Entry } from "./log";
import { lockOpenRoom, type RoomCtx } from "./presence";
import { after, ICON_MS, PINS } from "./rules";

/** What is shown in a room: beside a speaker, pinned for all, and the live. Each answers what is to be told. */

type Json = ChannelPin["data"];
/** A value as jsonb in a statement. */
const jsonb = (value: Json | undefined) => Prisma.sql`${JSON.stringify(value ?? null)}::jsonb`;

/** Every text in a value. */
function textsIn(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}

export async function show(
  tx: RoomCtx,
  { roomId, me }: Act,
  action: "icon" | "image" | "link" | "clear",
  data?: Json,
): Promise<Entry[]> {
  const tool = action === "clear" ? null : action;
  const until = action === "icon" ? after(tx.clock.now(), ICON_MS) : null;
  await tx.db.$executeRaw`
    UPDATE room_members SET tool = ${tool}, tool_data = nullif(${jsonb(data)}, 'null'), tool_until = ${until}
    WHERE room_id = ${roomId} AND uid = ${me.uid}`;
  if (action === "link") for (const text of textsIn(data)) await collectLinks(tx, text);
  const frame = { event: "tool", sender: me.uid, action } as const;
  return [{ frame: data === undefined ? frame : { ...frame, data } }];
}

/** Takes off every icon whose time is over, room by room. */
export async function clearIcons(ctx: RoomCtx): Promise<void> {
  const rooms = await ctx.db.$queryRaw<{ roomId: string }[]>`
    SELECT DISTINCT room_id AS "roomId" FROM room_members
    WHERE tool_until IS NOT NULL AND tool_until <= ${ctx.clock.now()} AND left_time IS NULL`;
  for (const { roomId } of rooms) await clearIconsOf(ctx, roomId);
}

async function clearIconsOf(ctx: RoomCtx, roomId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockOpenRoom(tx, roomId);
    const rows = await tx.db.$queryRaw<{ uid: string }[]>`
      UPDATE room_members SET tool = NULL, tool_data = NULL, tool_until = NULL
      WHERE room_id = ${roomId} AND left_time IS NULL AND tool_until <= ${tx.clock.now()} RETURNING uid`;
    const told = rows.map(({ uid }): Entry => ({ frame: { event: "tool", sender: uid, action: "clear" } }));
    if (told.length > 0) await append(tx, roomId, told);
  });
}

export async function pinAdd(tx: RoomCtx, { roomId, me }: Act, data: Json): Promise<Entry[]> {
  if ((await tx.db.roomPin.count({ where: { roomId } })) >= PINS) throw new DomainError("refused", `最多置顶${PINS}条`);
  const pin = { pinId: newId(), uid: me.uid, createTime: tx.clock.now() };
  await tx.db.$executeRaw`
    INSERT INTO room_pins (pin_id, room_id, uid, data, create_time)
    VALUES (${pin.pinId}, ${roomId}, ${me.uid}, ${jsonb(data)}, ${pin.createTime})`;
  for (const text of textsIn(data)) await collectLinks(tx, text);
  const shown = { ...pin, data, createTime: pin.createTime.getTime() };
  return [{ frame: { event: "pin", sender: me.uid, action: "add", data: shown } }];
}

export async function pinRemove(tx: RoomCtx, { roomId, me }: Act, pinId: string): Promise<Entry[]> {
  const { count } = await tx.db.roomPin.deleteMany({ where: { roomId, pinId } });
  return count === 0 ? [] : [{ frame: { event: "pin", sender: me.uid, action: "remove", data: pinId } }];
}

async function mustBeAllowed(tx: RoomCtx, uid: string): Promise<void> {
  const profile = await tx.db.profile.findUnique({ where: { uid }, select: { allowLive: true } });
  if (!profile?.allowLive) throw new DomainError("forbidden", "没有直播权限");
}

export async function openLive(tx: RoomCtx, { roomId, me }: Act, data: Json): Promise<Entry[]> {
  await mustBeAllowed(tx, me.uid);
  const live = { uid: me.uid, data, createTime: tx.clock.now().getTime(), upList: [me.uid] };
  const opened = await tx.db.$executeRaw`
    UPDATE rooms SET live = ${jsonb(live)} WHERE room_id = ${roomId} AND live IS NULL`;
  if (opened === 0) throw new DomainError("refused", "直播已开启");
  return [{ frame: { event: "live", sender: me.uid, action: "open", data: live } }];
}

export async function closeLive(tx: RoomCtx, { roomId, me }: Act): Promise<Entry[]> {
  await mustBeAllowed(tx, me.uid);
  const closed = await tx.db.$executeRaw`
    UPDATE rooms SET live = NULL WHERE room_id = ${roomId} AND live IS NOT NULL`;
  return closed === 0 ? [] : [{ frame: { event: "live", sender: me.uid, action: "close" } }];
}

export async function stepUp(tx: RoomCtx, { roomId, me }: Act): Promise<Entry[]> {
  const [live] = await tx.db.$queryRaw<{ up: boolean }[]>`
    SELECT live->'upList' ? ${me.uid} AS up FROM rooms WHERE room_id = ${roomId} AND live IS NOT NULL`;
  if (!live) throw new DomainError("refused", "直播未开启");
  if (live.up) return [];
  await tx.db.$executeRaw`
    UPDATE rooms SET live = jsonb_set(live, '{upList}', (live->'upList') || ${jsonb(me.uid)})
    WHERE room_id = ${roomId}`;
  return [{ frame: { event: "live", sender: me.uid, action: "up", data: me.uid } }];
}

export async function stepDown(tx: RoomCtx, { roomId, me, target }: Act): Promise<Entry[]> {
  const uid = target?.uid ?? me.uid;
  const down = await tx.db.$executeRaw`
    UPDATE rooms SET live = jsonb_set(live, '{upList}', (live->'upList') - ${uid}::text)
    WHERE room_id = ${roomId} AND live->'upList' ? ${uid}`;
  return down === 0 ? [] : [{ frame: { event: "live", sender: me.uid, action: "down", data: uid } }];
}

/** What becomes of the live when somebody leaves the stage: it ends with whoever opened it. */
export async function offLive(tx: RoomCtx, roomId: string, uid: string): Promise<Entry[]> {
  const closed = await tx.db.$executeRaw`
    UPDATE rooms SET live = NULL WHERE room_id = ${roomId} AND live->>'uid' = ${uid}`;
  if (closed > 0) return [{ frame: { event: "live", sender: uid, action: "close" } }];
  const down = await tx.db.$executeRaw`
    UPDATE rooms SET live = jsonb_set(live, '{upList}', (live->'upList') - ${uid}::text)
    WHERE room_id = ${roomId} AND live->'upList' ? ${uid}`;
  return down > 0 ? [{ frame: { event: "live", sender: uid, action: "down", data: uid } }] : [];
}
