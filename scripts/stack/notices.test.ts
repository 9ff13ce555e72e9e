import { describe, expect, it } from "vitest";
import { notice, throttle } from "./notices";

describe("notice", () => {
  it("is made of the api's warnings and errors", () => {
    expect(notice('{"level":"info","msg":"request"}', false)).toBeUndefined();
    expect(notice('{"level":"warn","msg":"slow"}', false)).toBe("warn: slow");
    expect(notice('{"level":"error","msg":"failed","err":{"message":"no such table"}}', false)).toBe(
      "error: failed: no such table",
    );
  });

  it("is what others write on standard error", () => {
    expect(notice("Ready in 200 ms", false)).toBeUndefined();
    expect(notice("Error: no", true)).toBe("Error: no");
    expect(notice("{ not json", true)).toBe("{ not json");
    expect(notice("  ", true)).toBeUndefined();
  });
});

describe("throttle", () => {
  it("shows twenty lines in ten seconds, and where the rest is", () => {
    let now = 0;
    const shown: string[] = [];
    const show = throttle(
      (line) => void shown.push(line),
      ".data/logs/api.log",
      () => now,
    );
    for (let index = 1; index <= 30; index++) show(String(index));
    expect(shown).toHaveLength(21);
    expect(shown.slice(-2)).toEqual(["20", "… and more in .data/logs/api.log"]);
    now = 10_001;
    show("later");
    expect(shown.at(-1)).toBe("later");
  });
});
