import { describe, expect, it } from "vitest";
import { readEnv } from "../env";
import { authorizeUrl, stateOfWire, wireState } from "./authorize";

const env = readEnv({ WECHAT_APP_ID: "wx0123456789abcdef", H5_URL: "http://h5.example.com" });

describe("the authorize link", () => {
  it("has WeChat's parameters in WeChat's order, and its end", () => {
    expect(authorizeUrl(env, "s-_9")).toBe(
      "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx0123456789abcdef" +
        "&redirect_uri=http%3A%2F%2Fh5.example.com%2Fapi%2Fauth%2Fcallback%2Fwechat" +
        "&response_type=code&scope=snsapi_base&state=732d5f39#wechat_redirect",
    );
  });
});

describe("the state on the wire", () => {
  it("is letters and digits within 128, and comes back whole", () => {
    const state = "AZaz09-_AZaz09-_AZaz09-_AZaz09-_AZaz09-_AZa";
    expect(wireState(state)).toMatch(/^[a-z0-9]{1,128}$/);
    expect(stateOfWire(wireState(state))).toBe(state);
  });

  it.each([undefined, "", "xyz", "7", ["73", "2d"], "73".repeat(65)])("%j is none", (wire) => {
    expect(stateOfWire(wire)).toBe("");
  });
});
