import { DomainError } from "@chaoqer/contract/errors";
import type { VersionOutcome } from "@chaoqer/contract/staff/versions";
import type { StaffWriteCtx } from "../../trpc/context";
import { versionUsage } from "./staff-reads";
import { stateOf, versionIdOf } from "./staff-rules";

/** Keeping app versions; the caller's transaction is the audited one. */

interface Text {
  versionName: string;
  versionDesc: string;
  downloadUrl: string;
  forcedUpgrade: boolean;
}

interface Guard {
  versionId: string;
  confirmForced: boolean;
  reason: string;
}

/** Changes of a platform's versions go one after the other, so that codes only rise. */
async function lockPlatform(ctx: StaffWriteCtx, clientType: number): Promise<void> {
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`versions:${clientType}`}, 0))`;
}

/** @throws DomainError notFound */
async function find(ctx: StaffWriteCtx, versionId: string) {
  const version = await ctx.db.appVersion.findUnique({ where: { versionId } });
  if (!version) throw new DomainError("notFound", "版本不存在");
  await lockPlatform(ctx, version.clientType);
  return ctx.db.appVersion.findUniqueOrThrow({ where: { versionId } });
}

const about = (versionId: string) => ({ targetType: "version", targetId: versionId });

/** Makes a draft. @throws DomainError refused (the code is not above all others) */
export async function createVersion(
  ctx: StaffWriteCtx,
  input: Text & { clientType: number; versionCode: number },
): Promise<{ versionId: string }> {
  const { clientType, versionCode } = input;
  await lockPlatform(ctx, clientType);
  const { _max } = await ctx.db.appVersion.aggregate({ where: { clientType }, _max: { versionCode: true } });
  if (_max.versionCode !== null && versionCode <= _max.versionCode)
    throw new DomainError("refused", `版本号必须大于${_max.versionCode}`);
  const now = ctx.clock.now();
  const versionId = versionIdOf(clientType, versionCode);
  await ctx.db.appVersion.create({ data: { versionId, ...input, createTime: now, updateTime: now } });
  ctx.audit.record({ ...about(versionId), after: input });
  return { versionId };
}

/**
 * Counts who would be forced that is not now.
 * @returns that, if staff have not confirmed it yet; undefined if it may go on
 */
async function guard(
  ctx: StaffWriteCtx,
  { clientType, versionId, confirmForced }: { clientType: number; versionId: string; confirmForced: boolean },
  forcedUpgrade: boolean,
  at?: number,
): Promise<{ stop: boolean; forcedUsers: number }> {
  const before = await versionUsage(ctx, { clientType });
  const after = await versionUsage(ctx, { clientType, at, assume: { versionId, forcedUpgrade } });
  const more = after.forcedUsers > before.forcedUsers || forcedUpgrade;
  return { stop: more && !confirmForced, forcedUsers: after.forcedUsers };
}

/** Changes a version; what is out already asks again before it forces. @throws DomainError notFound, refused */
export async function updateVersion(
  ctx: StaffWriteCtx,
  { versionId, confirmForced, reason, ...text }: Text & Guard,
): Promise<VersionOutcome> {
  const { clientType, forcedUpgrade, versionName, versionDesc, downloadUrl, ...times } = await find(ctx, versionId);
  const state = stateOf(times, ctx.clock.now());
  if (state === "withdrawn") throw new DomainError("refused", "版本已撤回，无法修改");
  let forcedUsers = 0;
  if (state !== "draft" && text.forcedUpgrade && !forcedUpgrade) {
    const check = await guard(ctx, { clientType, versionId, confirmForced }, true, times.publishTime?.getTime());
    if (check.stop) {
      ctx.audit.nothing();
      return { outcome: "confirm", forcedUsers: check.forcedUsers };
    }
    forcedUsers = check.forcedUsers;
  }
  await ctx.db.appVersion.update({ where: { versionId }, data: { ...text, updateTime: ctx.clock.now() } });
  const before = { versionName, versionDesc, downloadUrl, forcedUpgrade };
  ctx.audit.record({ ...about(versionId), reason, before, after: { ...text, forcedUsers } });
  return { outcome: "done", forcedUsers };
}

/** Publishes a version at once or at a time; one that forces asks again. @throws DomainError notFound, refused */
export async function publishVersion(
  ctx: StaffWriteCtx,
  { versionId, confirmForced, reason, publishTime }: Guard & { publishTime?: number | undefined },
): Promise<VersionOutcome> {
  const now = ctx.clock.now();
  const { clientType, forcedUpgrade, ...times } = await find(ctx, versionId);
  const state = stateOf(times, now);
  if (state === "published") throw new DomainError("refused", "版本已发布");
  const time = publishTime === undefined ? now : new Date(publishTime);
  if (time < now) throw new DomainError("refused", "发布时间不能早于当前时间");
  const check = await guard(ctx, { clientType, versionId, confirmForced }, forcedUpgrade, time.getTime());
  if (check.stop) {
    ctx.audit.nothing();
    return { outcome: "confirm", forcedUsers: check.forcedUsers };
  }
  const data = { publishTime: time, withdrawnTime: null, updateTime: now };
  await ctx.db.appVersion.update({ where: { versionId }, data });
  const after = { publishTime: time.getTime(), forcedUpgrade, forcedUsers: check.forcedUsers };
  ctx.audit.record({ ...about(versionId), reason, before: { state }, after });
  return { outcome: "done", forcedUsers: check.forcedUsers };
}

/**
 * Takes a version back: clients no longer see it; it can be published again. One that is only planned is a draft again.
 * @throws DomainError notFound, refused
 */
export async function withdrawVersion(
  ctx: StaffWriteCtx,
  { versionId, reason }: { versionId: string; reason: string },
): Promise<void> {
  const now = ctx.clock.now();
  const version = await find(ctx, versionId);
  const state = stateOf(version, now);
  if (state === "withdrawn" || state === "draft") throw new DomainError("refused", "版本未发布");
  const data = state === "planned" ? { publishTime: null } : { withdrawnTime: now };
  await ctx.db.appVersion.update({ where: { versionId }, data: { ...data, updateTime: now } });
  ctx.audit.record({ ...about(versionId), reason, before: { state } });
}

/** Throws a draft away, which frees its code. @throws DomainError notFound, refused */
export async function removeVersion(ctx: StaffWriteCtx, { versionId }: { versionId: string }): Promise<void> {
  const version = await find(ctx, versionId);
  if (stateOf(version, ctx.clock.now()) !== "draft") throw new DomainError("refused", "只能删除草稿");
  await ctx.db.appVersion.delete({ where: { versionId }, select: { versionId: true } });
  const { clientType, versionCode, versionName } = version;
  ctx.audit.record({ ...about(versionId), before: { clientType, versionCode, versionName } });
}
