import type { WeixinConfigResult } from "@chaoqer/contract/h5";

/** What a page's script needs for `wx.config`. */
export interface JsSdkConfig {
  appId: string;
  timestamp: string;
  nonceStr: string;
  signature: string;
  /** The address that is signed. */
  url: string;
}

/** The ticket itself stays on the server. */
export function configOf({ appId, timestamp, nonceStr, signature, url }: WeixinConfigResult): JsSdkConfig {
  return { appId, timestamp, nonceStr, signature, url };
}
