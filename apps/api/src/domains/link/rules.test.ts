import { describe, expect, it } from "vitest";
import { findLinks, linkMd5 } from "./rules";

describe("findLinks", () => {
  it.each<[string, string[]]>([
    ["看看http://example.com/a?b=1&c=2看看", ["http://example.com/a?b=1&c=2"]],
    ["官网example.com，也可 blog.toby.vip/archives/1。", ["http://example.com", "http://blog.toby.vip/archives/1"]],
    [
      "【https://a.example.cn/x】、(https://b.example.com/(c)).",
      ["https://a.example.cn/x", "https://b.example.com/(c)"],
    ],
    ["HTTPS://Example.COM/Path", ["HTTPS://Example.COM/Path"]],
    ["http://example.com:8080/x#y", ["http://example.com:8080/x#y"]],
    ["同一个 example.com example.com http://example.com", ["http://example.com"]],
    ["第一行 a.com\n第二行 b.com", ["http://a.com", "http://b.com"]],
    ["https://zh.example.org/wiki/中文", ["https://zh.example.org/wiki/中文", "https://zh.example.org/wiki/"]],
    ["版本 1.2.3，3.14，node.js，e.g. 这样", []],
    ["写信给 someone@example.com", []],
    ["ftp://example.com mailto:a@example.com //example.com javascript:alert(1)", []],
    ["http://user:password@example.com/", []],
    ["http:// https://", []],
    ["没有链接", []],
    ["", []],
  ])("%j", (text, links) => expect(findLinks(text)).toEqual(links));

  it("takes a link of 300 characters with its scheme, and passes over a longer one", () => {
    const longest = `http://example.com/${"a".repeat(281)}`;
    expect(longest).toHaveLength(300);
    expect(findLinks(longest)).toEqual([longest]);
    expect(findLinks(`${longest}a`)).toEqual([]);
    expect(findLinks(`${longest.slice(7)} b.com`)).toEqual([longest, "http://b.com"]);
    expect(findLinks(`${longest.slice(7)}a b.com`)).toEqual(["http://b.com"]);
  });

  it("takes at most 20 from one text", () => {
    expect(findLinks(Array.from({ length: 30 }, (_, n) => `a${n}.com`).join(" "))).toHaveLength(20);
  });

  it.each(["http://", "a.", "a.com/(", "-.", "x@", "中a"])("does not mind a text made to be slow of %s", (part) => {
    expect(findLinks(part.repeat(25_000 / part.length)).length).toBeLessThan(20);
  });
});

it("the key is the MD5 that clients compute", () => {
  expect(linkMd5(findLinks("example.com")[0] ?? "")).toBe("a9b9f04336ce0181a08e774e01113b31");
});
