import { describe, expect, it } from "vitest";
import { cardOf } from "./card";
import type { Setting } from "./page";
import { cut } from "./text";

describe("a share card", () => {
  const setting = { siteUrl: "https://h5.example.com", path: "/club/x" } as Setting;

  it("links the page without what WeChat adds, and falls back to the app's own picture", () => {
    expect(cardOf(setting, "圈子", "描述")).toEqual({
      title: "圈子",
      desc: "描述",
      link: "https://h5.example.com/club/x",
      imgUrl: "https://h5.example.com/share.png",
    });
    expect(cardOf(setting, "", "", "javascript:x").imgUrl).toBe("https://h5.example.com/share.png");
    expect(cardOf(setting, "", "", "https://cdn.example.com/a.jpg").imgUrl).toBe("https://cdn.example.com/a.jpg");
  });
});

describe("cutting a text", () => {
  it("counts what people see as one character, and puts it on one line", () => {
    expect(cut("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3)).toBe("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦");
    expect(cut("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3)).toBe("👨‍👩‍👧‍👦👨‍👩‍👧‍👦…");
    expect(cut(" 第一行\n第二行 ", 10)).toBe("第一行 第二行");
  });
});
