import { describe, expect, it } from "vitest";
import { returnPath } from "./return-path";

const SITE = "https://h5.example.com";

describe("where a login goes back to", () => {
  it.each([
    ["/room/abc", "/room/abc"],
    ["/room/abc?from=timeline&x=1", "/room/abc?from=timeline&x=1"],
    ["https://h5.example.com/club/x", "/club/x"],
    ["/club/x#fragment", "/club/x"],
  ])("%s is a page of the site", (value, path) => {
    expect(returnPath(value, SITE)).toBe(path);
  });

  it.each([
    "https://evil.example/x",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http://h5.example.com/club/x",
    "https://h5.example.com.evil.example/",
    "https://h5.example.com@evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "/api/login?to=/",
    "/api",
    "/login?why=failed",
    ["/room/abc", "/room/def"],
    undefined,
    "",
  ])("%j leads home instead", (value) => {
    expect(returnPath(value, SITE)).toBe("/");
  });

  it.each(["/.//evil.example", "/x/..//evil.example"])("%s does not become another host's address", (value) => {
    expect(new URL(returnPath(value, SITE), SITE).origin).toBe(SITE);
  });
});
