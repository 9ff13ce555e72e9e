import type { VersionResult } from "@chaoqer/contract/app";
import type { Invitation } from "../../lib/trpc/api";
import type { JsSdkConfig } from "../../lib/wechat/config";
import type { Platform } from "../landing/platforms";

export type Kind = "room" | "club" | "profile" | "event";

/** Where a shared page stands and who looks at it. */
export interface Setting {
  kind: Kind;
  /** The page's path without what WeChat adds to it. */
  path: string;
  siteUrl: string;
  /** Milliseconds since 1970. */
  now: number;
  inWechat: boolean;
  platform: Platform;
  /** The open tag's app id; null where there is no open tag. */
  mobileAppId: string | null;
  appLinkUrl: string | null;
  /** Whether any browser may log in, because the sandbox stands in for WeChat. */
  anyoneMayLogIn: boolean;
}

/** What there is to show: the thing itself, an invitation to it, or why neither. */
export type Content<T> =
  | { view: "full"; data: T; config: JsSdkConfig | null; versions: VersionResult[] }
  | { view: "invitation"; invitation: Invitation; versions: VersionResult[] }
  | { view: "gone" }
  | { view: "away" };

export interface SharedProps<T> {
  setting: Setting;
  content: Content<T>;
}
