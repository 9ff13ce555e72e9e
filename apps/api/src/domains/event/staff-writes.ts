import { OriginPushType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { NoticeText } from "@chaoqer/contract/staff/actions";
import type { StaffWriteCtx } from "../../trpc/context";
import { addMessage } from "../message/writes";

/** Deletes an event, started or not (its room stays), and tells its creator. @throws DomainError eventUnknown */
export async function deleteEvent(
  ctx: StaffWriteCtx,
  { eventId, reason, notice }: { eventId: string; reason: string; notice?: NoticeText | undefined },
): Promise<void> {
  const [event] = await ctx.db.$queryRaw<{ uid: string; name: string; roomId: string | null }[]>`
    UPDATE events SET deleted_time = ${ctx.clock.now()} WHERE event_id = ${eventId} AND deleted_time IS NULL
    RETURNING uid, name, room_id AS "roomId"`;
  if (!event) throw new DomainError("eventUnknown");
  const { uid, name, roomId } = event;
  if (notice) await addMessage(ctx, { uid, originPushType: OriginPushType.official, ...notice, url: "" });
  ctx.audit.record({ targetType: "event", targetId: eventId, reason, before: { name, roomId } });
}
