import { expect, it } from "vitest";
import { fillVariable, variablesOf } from "./feedback";

it("finds and fills variables whatever they are called and filled with", () => {
  const text = "{{ 版本(新) }}好，{{版本(新)}}、{{a.b}}";
  expect(variablesOf(text)).toEqual(["版本(新)", "a.b"]);
  expect(fillVariable(text, "版本(新)", "$& 2.0")).toBe("$& 2.0好，$& 2.0、{{a.b}}");
  expect(fillVariable(text, "a", "x")).toBe(text);
});
