import type { VersionResult } from "@chaoqer/contract/app";
import { ClientType } from "@chaoqer/contract/enums";
import type { Ctx } from "../../trpc/context";

/** The newest published version of each platform. */
export async function latestVersions(ctx: Pick<Ctx, "db" | "clock">): Promise<VersionResult[]> {
  const rows = await ctx.db.appVersion.findMany({
    where: {
      publishTime: { lte: ctx.clock.now() },
      withdrawnTime: null,
      clientType: { in: [ClientType.ios, ClientType.android] },
    },
    orderBy: [{ clientType: "asc" }, { versionCode: "desc" }],
    distinct: ["clientType"],
  });
  return rows.map(({ createTime, forcedUpgrade, ...row }) => ({
    ...row,
    createTime: createTime.getTime(),
    forcedUpgrade: forcedUpgrade ? 1 : 0,
  }));
}
