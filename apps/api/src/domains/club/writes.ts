import type { ClubResult } from "@chaoqer/contract/club";
import { DomainError } from "@chaoqer/contract/errors";
import { inTransaction } from "@chaoqer/db/tx";
import type { UserCtx } from "../../trpc/context";
import { newId } from "../account/rules";
import { closeClubRooms } from "../room/presence";
import { getClub } from "./reads";

/** Makes a club with the caller as its creator and first member. */
export async function createClub(ctx: UserCtx, input: { name: string; cover: string }): Promise<ClubResult> {
  const { uid } = ctx.actor;
  const clubId = newId();
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    await tx.db.club.create({
      data: { clubId, uid, ...input, memberTotal: 1, createTime: now, members: { create: { uid, joinTime: now } } },
      select: { clubId: true },
    });
    return getClub(tx, uid, clubId);
  });
}

/**
 * Holds the club until the transaction ends: joins and leaves of one club go one after the other.
 * The lock leaves room for foreign keys that refer to the club. @throws DomainError clubUnknown (also: dissolved)
 */
async function lockClub(tx: UserCtx, clubId: string): Promise<{ uid: string; memberTotal: number }> {
  const [club] = await tx.db.$queryRaw<{ uid: string; memberTotal: number }[]>`
    SELECT uid, member_total AS "memberTotal" FROM clubs
    WHERE club_id = ${clubId} AND dissolved_time IS NULL FOR NO KEY UPDATE`;
  if (!club) throw new DomainError("clubUnknown");
  return club;
}

/** Makes the caller a member; a member stays what they are. @throws DomainError clubUnknown */
export async function joinClub(ctx: UserCtx, { clubId }: { clubId: string }): Promise<ClubResult> {
  const { uid } = ctx.actor;
  return inTransaction(ctx, async (tx) => {
    await lockClub(tx, clubId);
    const member = { clubId, uid, joinTime: tx.clock.now() };
    const { count } = await tx.db.clubMember.createMany({ data: [member], skipDuplicates: true });
    const data = { memberTotal: { increment: count } };
    if (count > 0) await tx.db.club.update({ where: { clubId }, data, select: { clubId: true } });
    return getClub(tx, uid, clubId);
  });
}

/**
 * Takes the caller out of the club; the creator, as the only one left, dissolves it, which closes its
 * rooms.
 * @throws DomainError clubUnknown (also: no member), refused (the creator, while there are others)
 */
export async function leaveClub(ctx: UserCtx, { clubId }: { clubId: string }): Promise<void> {
  const { uid } = ctx.actor;
  await inTransaction(ctx, async (tx) => {
    const club = await lockClub(tx, clubId);
    const creator = club.uid === uid;
    if (creator && club.memberTotal > 1) throw new DomainError("refused", "创建人暂时无法退出圈子");
    const { count } = await tx.db.clubMember.deleteMany({ where: { clubId, uid } });
    if (count === 0) throw new DomainError("clubUnknown");
    const data = { memberTotal: { decrement: 1 }, ...(creator && { dissolvedTime: tx.clock.now() }) };
    await tx.db.club.update({ where: { clubId }, data, select: { clubId: true } });
    if (creator) await closeClubRooms(tx, clubId);
  });
}
