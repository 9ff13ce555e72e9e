import { describe, expect, it } from "vitest";
import type { Setting } from "../share/page";
import { wayOf } from "./way";

const LINK = "chaoqer://room/0123456789abcdef0123456789abcdef";
const version = (clientType: number, downloadUrl: string) => ({
  clientType,
  createTime: 0,
  downloadUrl,
  forcedUpgrade: 0 as const,
  versionCode: 1,
  versionDesc: "",
  versionId: "",
  versionName: "1.0.0",
});
const VERSIONS = [version(1, "https://apps.example.com/ios"), version(2, "https://dl.example.com/app.apk")];

const from = (setting: Partial<Setting>) => {
  const nobody = { inWechat: false, mobileAppId: "wx1", appLinkUrl: null, platform: "ios" } as const;
  return wayOf({ ...nobody, ...setting }, LINK, "overlay", VERSIONS);
};

describe("the way into the app", () => {
  it("in WeChat is the open tag over a button that says 在浏览器打开", () => {
    expect(from({ inWechat: true })).toMatchObject({ way: "overlay", href: "#overlay", tagAppId: "wx1" });
    expect(from({ inWechat: true, mobileAppId: null })).toMatchObject({ way: "overlay", tagAppId: undefined });
  });

  it("in WeChat on a computer has no open tag", () => {
    expect(from({ inWechat: true, platform: "other" }).tagAppId).toBeUndefined();
  });

  it("in a phone's browser is the app's link where there is one, else the scheme", () => {
    const appLinkUrl = "https://app.example.com";
    const href = "https://app.example.com/room/0123456789abcdef0123456789abcdef";
    expect(from({ appLinkUrl })).toMatchObject({ way: "universalLink", href });
    expect(from({})).toMatchObject({ way: "scheme", href: LINK });
  });

  it("ends where the platform's newest version is to be had, or on our landing page", () => {
    expect(from({ platform: "ios" }).download).toBe("https://apps.example.com/ios");
    expect(from({ platform: "android" }).download).toBe("https://dl.example.com/app.apk");
    expect(from({ platform: "other" }).download).toBe("/");
  });

  it("never is a download address that is no web address", () => {
    const setting = { inWechat: false, mobileAppId: null, appLinkUrl: null, platform: "ios" } as const;
    expect(wayOf(setting, LINK, "overlay", [version(1, "javascript:alert(1)")]).download).toBe("/");
  });
});
