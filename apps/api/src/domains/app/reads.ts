import type { VersionResult } from "@chaoqer/contract/app";
import { ClientType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import type { Ctx } from "../../trpc/context";
import { mustUpgrade } from "./rules";

const NATIVE: number[] = [ClientType.ios, ClientType.android];

/** Published: its time has come, and it was not withdrawn. */
const published = (ctx: Pick<Ctx, "clock">) => ({ publishTime: { lte: ctx.clock.now() }, withdrawnTime: null });

interface VersionRow extends Omit<VersionResult, "createTime" | "forcedUpgrade"> {
  createTime: Date;
  forcedUpgrade: boolean;
}

const resultOf = ({ createTime, forcedUpgrade, ...row }: VersionRow): VersionResult => ({
  ...row,
  createTime: createTime.getTime(),
  forcedUpgrade: forcedUpgrade ? 1 : 0,
});

/** The newest published version of each platform. */
export async function latestVersions(ctx: Pick<Ctx, "db" | "clock">): Promise<VersionResult[]> {
  const rows = await ctx.db.appVersion.findMany({
    where: { ...published(ctx), clientType: { in: NATIVE } },
    orderBy: [{ clientType: "asc" }, { versionCode: "desc" }],
    distinct: ["clientType"],
  });
  return rows.map(resultOf);
}

/** The version that the calling client should move to. @throws DomainError refused when it has the newest, or is Web */
export async function findUpgrade(ctx: Pick<Ctx, "db" | "clock" | "client">): Promise<VersionResult> {
  const { type, versionCode } = ctx.client;
  const newer = NATIVE.includes(type)
    ? await ctx.db.appVersion.findMany({
        where: { ...published(ctx), clientType: type, versionCode: { gt: versionCode } },
        orderBy: { versionCode: "desc" },
      })
    : [];
  const [newest] = newer;
  if (!newest) throw new DomainError("refused", "当前已经是最新版本");
  return resultOf({ ...newest, forcedUpgrade: mustUpgrade(newer) });
}
