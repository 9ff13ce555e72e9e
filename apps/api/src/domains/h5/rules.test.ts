import { describe, expect, it } from "vitest";
import { jsSdkSignature, signedAddress } from "./rules";

const HOSTS = ["h5.chaoqer.com", "localhost:4001", "Dev-H5.chaoqer.com:443", "mp.weixin.qq.com", "not a host"];

describe("the JS SDK signature", () => {
  it("is that of WeChat's own example", () => {
    const ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg";
    const page = { nonceStr: "Wm3WZYTPz0wzccnW", timestamp: "1414587457", url: "http://mp.weixin.qq.com?params=value" };
    expect(jsSdkSignature({ ticket, ...page })).toBe("0f9de62fce790f9a083d5c99e95740ceb90c27ed");
  });
});

describe("an address", () => {
  it.each([
    ["https://h5.chaoqer.com", "https://h5.chaoqer.com"],
    ["https://h5.chaoqer.com/room/1?from=singlemessage&isappinstalled=0", undefined],
    ["https://h5.chaoqer.com/club/%E5%9C%88?q=a+b&u=http://evil.example/@x", undefined],
    ["https://h5.chaoqer.com/room/1?a=1#wechat_redirect", "https://h5.chaoqer.com/room/1?a=1"],
    ["https://h5.chaoqer.com/#/a#b", "https://h5.chaoqer.com/"],
    ["https://h5.chaoqer.com#a", "https://h5.chaoqer.com"],
    ["http://mp.weixin.qq.com?params=value", undefined],
    ["http://localhost:4001/profile/x", undefined],
    ["https://H5.Chaoqer.COM/room/1", undefined],
    ["https://h5.chaoqer.com:443/room/1", undefined],
    ["https://dev-h5.chaoqer.com/room/1", undefined],
  ])("%s is signed without its fragment and otherwise as it is", (url, signed = url) => {
    expect(signedAddress(url, HOSTS)).toBe(signed);
  });

  it.each([
    "https://evil.example/",
    "https://h5.chaoqer.com.evil.example/",
    "https://evil-h5.chaoqer.com/",
    "https://chaoqer.com/",
    "https://x.h5.chaoqer.com/",
    "https://h5.chaoqer.com./room/1",
    "https://h5.chaoqer.com:8443/room/1",
    "https://h5.chaoqer.com:80/room/1",
    "http://localhost/room/1",
    "http://localhost:40010/room/1",
    "http://evil.example?h5.chaoqer.com",
    "http://evil.example#h5.chaoqer.com",
  ])("%s is of another host", (url) => {
    expect(() => signedAddress(url, HOSTS)).toThrow("页面地址的域名不在允许范围内");
  });

  it.each([
    "",
    "h5.chaoqer.com/room/1",
    "//h5.chaoqer.com/room/1",
    "/room/1",
    "https:h5.chaoqer.com/room/1",
    "https:/h5.chaoqer.com/room/1",
    "https:///h5.chaoqer.com/room/1",
    "ftp://h5.chaoqer.com/",
    "javascript://h5.chaoqer.com/%0aalert(1)",
    "https://h5.chaoqer.com@evil.example/",
    "https://evil.example@h5.chaoqer.com/",
    "https://u:p@h5.chaoqer.com/",
    "https://h5.chaoqer.com\\@evil.example/",
    "https://evil.example\\@h5.chaoqer.com/",
    "https://evil.example\\.h5.chaoqer.com/",
    "https://h5%2echaoqer.com/",
    "https://h5。chaoqer.com/",
    "https://h5.chaoqer.com\t/room/1",
    " https://h5.chaoqer.com/room/1",
    "https://h5.chaoqer.com/room/1\n&x",
    "https://h5.chaoqer.com:99999/",
  ])("%j is none that a browser shows", (url) => {
    expect(() => signedAddress(url, HOSTS)).toThrow("页面地址不正确");
  });
});
