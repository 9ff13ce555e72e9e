import { DomainError } from "@chaoqer/contract/errors";
import type { StaffWriteCtx } from "../../trpc/context";
import { plainNickname } from "./staff-rules";

/** Parts of a profile that staff take away, and put back when they undo it. */

export const RESETS = { reset_nickname: "nickname", reset_avatar: "avatar", reset_bio: "bio" } as const;
export type ResetKind = keyof typeof RESETS;

export const isReset = (kind: string): kind is ResetKind => kind in RESETS;

/** What stands there instead. */
function plain(ctx: Pick<StaffWriteCtx, "env">, kind: ResetKind, uid: string): string {
  if (kind === "reset_nickname") return plainNickname(uid);
  return kind === "reset_avatar" ? `${ctx.env.H5_URL}/icon.svg` : "";
}

/** Replaces a part of a profile. @returns what stood there @throws DomainError userUnknown */
export async function resetProfile(
  ctx: StaffWriteCtx,
  { uid, kind, reason }: { uid: string; kind: ResetKind; reason: string },
): Promise<string> {
  const field = RESETS[kind];
  const profile = await ctx.db.profile.findUnique({
    where: { uid },
    select: { nickname: true, avatar: true, bio: true },
  });
  if (!profile) throw new DomainError("userUnknown");
  const value = plain(ctx, kind, uid);
  const data = { [field]: value, updateTime: ctx.clock.now() };
  await ctx.db.profile.update({ where: { uid }, data, select: { uid: true } });
  const change = { before: { [field]: profile[field] }, after: { [field]: value } };
  ctx.audit.record({ action: "user.reset", targetType: "user", targetId: uid, reason, ...change });
  return profile[field];
}

/** Puts a part of a profile back, unless its owner has written something else since. @returns whether it stands there */
export async function restoreProfile(
  ctx: StaffWriteCtx,
  { uid, kind, value }: { uid: string; kind: ResetKind; value: string },
): Promise<boolean> {
  const field = RESETS[kind];
  const { count } = await ctx.db.profile.updateMany({
    where: { uid, [field]: plain(ctx, kind, uid) },
    data: { [field]: value, updateTime: ctx.clock.now() },
  });
  return count > 0;
}
