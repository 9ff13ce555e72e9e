import { expect, it } from "vitest";
import { echoPage, numberPage, parseTimeKey, timePage } from "./page";

const ID = "a".repeat(32);

it("reads and echoes where a page goes on", () => {
  const page = timePage.parse({ count: 10, lastId: `1616747477657:${ID}` });
  expect(page.lastId).toEqual({ time: 1616747477657, id: ID });
  expect(echoPage(page)).toEqual({ count: 10, lastId: `1616747477657:${ID}` });
  expect(echoPage(numberPage.parse({ count: 1, lastId: "1617987103601000" }))).toEqual({
    count: 1,
    lastId: "1617987103601000",
  });
});

it("takes an empty lastId as the first page", () => {
  expect(echoPage(timePage.parse({ count: 1, lastId: "" }))).toEqual({ count: 1 });
  expect(echoPage(numberPage.parse({ count: 1, lastId: "" }))).toEqual({ count: 1 });
});

it.each(["1", `x:${ID}`, `1:${ID}0`, `-1:${ID}`, `9999999999999999:${ID}`])("does not read %j", (text) => {
  expect(parseTimeKey(text)).toBeUndefined();
});
