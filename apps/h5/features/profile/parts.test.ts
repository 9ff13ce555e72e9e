import { describe, expect, it } from "vitest";
import { partsOf } from "./parts";

const links = (text: string) => partsOf(text).flatMap(({ href }) => href ?? []);

describe("links in a text", () => {
  it("keeps every character where it was", () => {
    const text = "写的东西在 https://example.com/a?b=1 ，\n欢迎。 http://x.cn";
    expect(
      partsOf(text)
        .map(({ words }) => words)
        .join(""),
    ).toBe(text);
    expect(links(text)).toEqual(["https://example.com/a?b=1", "http://x.cn"]);
  });

  it.each([
    ["看（https://example.com/x）这里", "https://example.com/x"],
    ["see https://example.com/x.", "https://example.com/x"],
    ["[https://example.com]", "https://example.com"],
    ['https://example.com/"onclick="x', "https://example.com/"],
    ["https://example.com/<b>", "https://example.com/"],
  ])("%s links to %s", (text, href) => {
    expect(links(text)).toEqual([href]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "https://",
    "http://user:pw@example.com",
    "ftp://example.com",
    "example.com",
  ])("%s is no link", (text) => {
    expect(links(text)).toEqual([]);
  });
});
