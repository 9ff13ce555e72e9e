import { describe, expect, it } from "vitest";
import { readEnv } from "./env";

describe("the environment", () => {
  it("is whole when nothing is set: the sandbox plays WeChat", () => {
    const env = readEnv({});
    expect(env).toMatchObject({ apiUrl: "http://localhost:4000", siteUrl: "http://localhost:4001" });
    expect(env.wechat).toMatchObject({ sandbox: true, openUrl: "http://localhost:4003" });
    expect(env.wechat.mobileAppId).toMatch(/^wx/);
  });

  it("takes WeChat's own address once there is an app id, and has no open tag unless told", () => {
    const { wechat } = readEnv({ WECHAT_APP_ID: "wx0123456789abcdef" });
    expect(wechat).toEqual({
      appId: "wx0123456789abcdef",
      openUrl: "https://open.weixin.qq.com",
      sandbox: false,
      mobileAppId: undefined,
    });
  });

  it("drops slashes at the end of addresses and takes empty variables as unset", () => {
    const env = readEnv({ API_URL: "https://api.example.com/", APP_LINK_URL: "", H5_PORT: "4101" });
    expect(env).toMatchObject({
      apiUrl: "https://api.example.com",
      appLinkUrl: undefined,
      siteUrl: "http://localhost:4101",
    });
  });

  it("lets no real site use the stand-ins, and names all that is wrong at once", () => {
    expect(() => readEnv({ H5_URL: "https://h5.example.com", API_URL: "nowhere" })).toThrow(
      /H5_AUTH_SECRET.*\n.*WECHAT_APP_ID.*\n.*API_URL/,
    );
    expect(() => readEnv({ H5_AUTH_SECRET: "short" })).toThrow(/at least 16/);
  });
});
