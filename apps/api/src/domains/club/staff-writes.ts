import { OriginPushType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { NoticeText } from "@chaoqer/contract/staff/actions";
import type { StaffWriteCtx } from "../../trpc/context";
import { addMessage } from "../message/writes";
import { closeClubRooms } from "../room/presence";

/** Dissolves a club with its rooms, and tells its creator. @throws DomainError clubUnknown (also: dissolved) */
export async function dissolveClub(
  ctx: StaffWriteCtx,
  { clubId, reason, notice }: { clubId: string; reason: string; notice?: NoticeText | undefined },
): Promise<void> {
  const [club] = await ctx.db.$queryRaw<{ uid: string; name: string; memberTotal: number }[]>`
    SELECT uid, name, member_total AS "memberTotal" FROM clubs
    WHERE club_id = ${clubId} AND dissolved_time IS NULL FOR NO KEY UPDATE`;
  if (!club) throw new DomainError("clubUnknown");
  await ctx.db.clubMember.deleteMany({ where: { clubId } });
  const data = { memberTotal: 0, dissolvedTime: ctx.clock.now() };
  await ctx.db.club.update({ where: { clubId }, data, select: { clubId: true } });
  await closeClubRooms(ctx, clubId);
  const { uid, name, memberTotal } = club;
  if (notice) await addMessage(ctx, { uid, originPushType: OriginPushType.official, ...notice, url: "" });
  ctx.audit.record({ targetType: "club", targetId: clubId, reason, before: { name, memberTotal } });
}
