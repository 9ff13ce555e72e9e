import type { VersionResult } from "@chaoqer/contract/app";
import { downloadsOf } from "../landing/platforms";
import type { Setting } from "../share/page";

/** How a page's open button works. */
export interface Way {
  /** `overlay`: in WeChat, where links cannot leave for an app; an open tag may lie over it. */
  way: "overlay" | "universalLink" | "scheme";
  /** `chaoqer://…` */
  deepLink: string;
  href: string;
  /** The open tag's app id; undefined: no open tag. */
  tagAppId: string | undefined;
  /** Where the visitor's platform gets the app: the newest version's address, else our landing page. */
  download: string;
}

type Asked = Pick<Setting, "inWechat" | "mobileAppId" | "appLinkUrl" | "platform">;

/** Chooses the way for this visitor. */
export function wayOf(setting: Asked, deepLink: string, overlayId: string, versions: VersionResult[]): Way {
  const { inWechat, mobileAppId, appLinkUrl, platform } = setting;
  const own = downloadsOf(versions, platform).find((download) => download.platform === platform);
  const download = own?.url ?? "/";
  const base = { deepLink, download, tagAppId: undefined };
  if (inWechat && platform !== "other")
    return { ...base, way: "overlay", href: `#${overlayId}`, tagAppId: mobileAppId ?? undefined };
  if (inWechat) return { ...base, way: "overlay", href: `#${overlayId}` };
  if (appLinkUrl && platform !== "other")
    return { ...base, way: "universalLink", href: deepLink.replace(/^chaoqer:\//, appLinkUrl) };
  return { ...base, way: "scheme", href: deepLink };
}
