import type { VersionResult } from "@chaoqer/contract/app";
import type { StaffPage } from "@chaoqer/contract/staff/common";
import type { Assumed, StaffVersion, Usage } from "@chaoqer/contract/staff/versions";
import type { Ctx, StaffCtx } from "../../trpc/context";
import { pageFrom } from "../staff/pages";
import { seen, stateOf, usageOf } from "./staff-rules";

/** App versions at the console. */

type ReadCtx = Pick<Ctx, "db" | "clock">;

/** Live sessions by version of a platform. */
async function activeUsers(
  { db, clock }: ReadCtx,
  clientType: number,
): Promise<{ versionCode: number; users: number }[]> {
  return db.$queryRaw`
    SELECT version_code AS "versionCode", count(*)::int AS users FROM sessions
    WHERE client_type = ${clientType} AND expire_time > ${clock.now()} GROUP BY version_code ORDER BY version_code DESC`;
}

/** A platform's versions, the highest code first. */
export async function listVersions(
  ctx: StaffCtx,
  { clientType, count, after }: StaffPage & { clientType: number },
): Promise<{ list: StaffVersion[]; next: string | null }> {
  const now = ctx.clock.now();
  const versions = await ctx.db.appVersion.findMany({
    where: { clientType, ...(after && { versionCode: { lt: after.value } }) },
    orderBy: { versionCode: "desc" },
    take: count + 1,
  });
  const users = new Map((await activeUsers(ctx, clientType)).map((row) => [row.versionCode, row.users]));
  const items = versions.map((version) => ({
    ...version,
    state: stateOf(version, now),
    publishTime: version.publishTime?.getTime() ?? null,
    withdrawnTime: version.withdrawnTime?.getTime() ?? null,
    createTime: version.createTime.getTime(),
    updateTime: version.updateTime.getTime(),
    activeUsers: users.get(version.versionCode) ?? 0,
  }));
  return pageFrom(items, count, (item) => String(item.versionCode));
}

/** The versions that are published at a moment, with one more as if it were. */
async function publishedAt({ db, clock }: ReadCtx, { clientType, at, assume }: Assumed) {
  const moment = at === undefined ? clock.now() : new Date(at);
  const versions = await db.appVersion.findMany({ where: { clientType } });
  return versions
    .filter((version) => version.versionId === assume?.versionId || stateOf(version, moment) === "published")
    .map((version) =>
      version.versionId === assume?.versionId && assume.forcedUpgrade !== undefined
        ? { ...version, forcedUpgrade: assume.forcedUpgrade }
        : version,
    );
}

/** What a client on that version would see; null: that it has the newest. */
export async function dryRun(ctx: ReadCtx, input: Assumed & { versionCode: number }): Promise<VersionResult | null> {
  const sight = seen(await publishedAt(ctx, input), input.versionCode);
  if (!sight) return null;
  const { clientType, createTime, downloadUrl, versionCode, versionDesc, versionId, versionName } = sight.newest;
  const text = { clientType, downloadUrl, versionCode, versionDesc, versionId, versionName };
  return { ...text, createTime: createTime.getTime(), forcedUpgrade: sight.forced ? 1 : 0 };
}

/** Active users of each version of a platform, and how many would be forced. */
export async function versionUsage(ctx: ReadCtx, input: Assumed): Promise<Usage> {
  return usageOf(await activeUsers(ctx, input.clientType), await publishedAt(ctx, input));
}
