import { expect, it } from "vitest";
import { isHttpUrl } from "./fields";
import { cleanLine, cleanText, fits, isBlank } from "./text";

it("makes one line of a name", () => {
  expect(cleanLine(" a\r\nb\u2028c\u0000d\u200be ")).toBe("a b c d e");
});

it("keeps line breaks in a text, and nothing else that is invisible", () => {
  expect(cleanText("a\r\nb\rc\td\u202ee")).toBe("a\nb\nc d e");
});

it("keeps emoji together", () => {
  for (const emoji of ["👨‍👩‍👧‍👦", "❤️", "👍🏽"]) expect(cleanLine(emoji)).toBe(emoji);
});

it.each(["", " ", "\u200d", "\ufe0f", "\u3000", "\u3164"])("finds %j blank", (text) => {
  expect(isBlank(text)).toBe(true);
});

it("counts what people see as characters", () => {
  expect(fits("👨‍👩‍👧‍👦".repeat(20), 20)).toBe(true);
  expect(fits("👨‍👩‍👧‍👦".repeat(21), 20)).toBe(false);
  expect(fits(`e${"\u0301".repeat(600)}`, 20)).toBe(false);
});

it.each(["http://a.cn", "https://例子.中国/路径?q=1#x", "http://localhost:4003/a.jpg"])(
  "takes %s as an address",
  (url) => {
    expect(isHttpUrl(url)).toBe(true);
  },
);

it.each([
  "",
  "a.jpg",
  "//a.cn",
  "ftp://a.cn",
  "javascript:alert(1)",
  "http://",
  "http://a b",
  "http://u:p@a.cn",
  "http://a\n.cn",
])("does not take %j as one", (url) => {
  expect(isHttpUrl(url)).toBe(false);
});
