import { describe, expect, it } from "vitest";
import { BEIJING, countdownWords, sinceWords, whenWords, zoneWords } from "./words";

const at = (text: string) => Date.parse(`${text}+08:00`);
const NOW = at("2026-11-23T22:30:00");

describe("when something is", () => {
  it.each([
    ["2026-11-23T20:00", "今天 20:00"],
    ["2026-11-24T00:05", "明天 00:05"],
    ["2026-11-25T09:00", "后天 09:00"],
    ["2026-11-22T23:59", "昨天 23:59"],
    ["2026-11-28T20:00", "11月28日 周六 20:00"],
    ["2027-01-02T20:00", "2027年1月2日 周六 20:00"],
  ])("%s: %s", (time, words) => {
    expect(whenWords(at(time), NOW, BEIJING)).toBe(words);
  });

  it("is another day and hour elsewhere", () => {
    expect(whenWords(at("2026-11-24T00:05"), NOW, 0)).toBe("今天 16:05");
    expect(whenWords(at("2026-11-23T23:30"), NOW, 540)).toBe("明天 00:30");
  });
});

it.each([
  [BEIJING, "北京时间"],
  [540, "UTC+9"],
  [0, "UTC+0"],
  [-210, "UTC-3:30"],
])("%i minutes ahead of UTC: %s", (offset, words) => {
  expect(zoneWords(offset)).toBe(words);
});

describe("how long until then", () => {
  it.each([
    [30_000, "1 分钟"],
    [25 * 60_000, "25 分钟"],
    [60 * 60_000, "1 小时"],
    [200 * 60_000, "3 小时 20 分钟"],
    [0, ""],
    [-60_000, ""],
    [24 * 3600_000, ""],
  ])("%i ms ahead: %j", (ahead, words) => {
    expect(countdownWords(NOW + ahead, NOW)).toBe(words);
  });
});

describe("how long it has gone on", () => {
  it.each([
    [59_000, "刚刚开始"],
    [-5_000, "刚刚开始"],
    [25 * 60_000, "已聊 25 分钟"],
    [185 * 60_000, "已聊 3 小时 5 分钟"],
    [49 * 3600_000, "已聊 2 天"],
  ])("%i ms ago: %s", (ago, words) => {
    expect(sinceWords(NOW - ago, NOW)).toBe(words);
  });
});
