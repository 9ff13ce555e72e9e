import type { VersionResult } from "@chaoqer/contract/app";
import { ClientType } from "@chaoqer/contract/enums";

export type Platform = "ios" | "android" | "other";

/** The platform that a browser says it runs on. An iPad that poses as a Mac is one of the others. */
export function platformOf(userAgent: string): Platform {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  return /Android|HarmonyOS/.test(userAgent) ? "android" : "other";
}

export interface Download {
  platform: Exclude<Platform, "other">;
  label: string;
  versionName: string;
  url: string;
}

/** Where the app is to be had, the visitor's own platform first. An address that is not http(s) is left out. */
export function downloadsOf(versions: VersionResult[], visitor: Platform): Download[] {
  const downloads = versions.flatMap(({ clientType, versionName, downloadUrl }): Download[] => {
    if (!/^https?:\/\//i.test(downloadUrl)) return [];
    if (clientType === ClientType.ios) return [{ platform: "ios", label: "iPhone 版", versionName, url: downloadUrl }];
    if (clientType === ClientType.android)
      return [{ platform: "android", label: "Android 版", versionName, url: downloadUrl }];
    return [];
  });
  return downloads.sort((a, b) => Number(b.platform === visitor) - Number(a.platform === visitor));
}
