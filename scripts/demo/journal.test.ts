import { expect, it } from "vitest";
import { Journal, shorten } from "./journal";

it("cuts ids and tokens short, also inside other words", () => {
  const id = "8c72972b121813fa7e2e89b88282a612";
  expect(shorten(`/user/${id}/card dev_${id} 1795450845327:${id}`)).toBe(
    "/user/8c72972b…/card dev_8c72972b… 1795450845327:8c72972b…",
  );
  expect(shorten("14d4e722a863566f64ac")).toBe("14d4e722a863566f64ac");
});

it("lists the calls in columns, with the code of a business failure", () => {
  const journal = new Journal();
  const call = { who: "小航", params: {}, message: "", result: {}, status: 1, http: 200 };
  journal.entries.push({ ...call, method: "POST", path: "/club", ms: 12.4 });
  journal.entries.push({ ...call, method: "GET", path: "/room/1", status: 0, result: 400000, ms: 3 });
  journal.entries.push({ ...call, method: "GET", path: "/room", status: 0, result: 0, http: 401, ms: 130 });
  expect(journal.table().split("\n")).toEqual([
    "  method  path     status         ms",
    "  ──────  ───────  ────────────  ───",
    "  POST    /club    200            12",
    "  GET     /room/1  200 (400000)    3",
    "  GET     /room    401           130",
  ]);
});
