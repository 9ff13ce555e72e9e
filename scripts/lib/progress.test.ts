import { expect, it } from "vitest";
import { duration } from "./progress.mjs";

it("shows a duration in the unit that fits", () => {
  const shown = [12.4, 999, 1000, 12_340, 99_940, 99_960, 150_000].map(duration);
  expect(shown).toEqual(["12 ms", "999 ms", "1.0 s", "12.3 s", "99.9 s", "1 min 40 s", "2 min 30 s"]);
});
