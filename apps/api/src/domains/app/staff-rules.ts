import { createHash } from "node:crypto";
import type { Usage, VersionState } from "@chaoqer/contract/staff/versions";
import { mustUpgrade } from "./rules";

/** Pure rules of how staff keep app versions (docs/staff.md, "App versions"). */

/** The id that native clients know a version by. */
export const versionIdOf = (clientType: number, versionCode: number) =>
  createHash("md5").update(`${clientType}:${versionCode}`).digest("hex");

export function stateOf(
  { publishTime, withdrawnTime }: { publishTime: Date | null; withdrawnTime: Date | null },
  now: Date,
): VersionState {
  if (withdrawnTime) return "withdrawn";
  if (!publishTime) return "draft";
  return publishTime > now ? "planned" : "published";
}

/** A published version, as far as it decides what others see. */
export interface Published {
  versionCode: number;
  forcedUpgrade: boolean;
}

/** What a client on a version sees of these: the newest that is newer, if any, and whether it must take it. */
export function seen<V extends Published>(published: readonly V[], versionCode: number) {
  const newer = published.filter((version) => version.versionCode > versionCode);
  const newest = newer.reduce<V | undefined>(
    (best, one) => (!best || one.versionCode > best.versionCode ? one : best),
    undefined,
  );
  return newest && { newest, forced: mustUpgrade(newer) };
}

/** Active users by version, with what they would see of these. */
export function usageOf(
  active: readonly { versionCode: number; users: number }[],
  published: readonly Published[],
): Usage {
  const versions = active.map(({ versionCode, users }) => {
    const sight = seen(published, versionCode);
    return { versionCode, users, sees: sight?.newest.versionCode ?? null, forced: sight?.forced ?? false };
  });
  const total = (rows: readonly { users: number }[]) => rows.reduce((sum, { users }) => sum + users, 0);
  return { versions, users: total(versions), forcedUsers: total(versions.filter(({ forced }) => forced)) };
}
