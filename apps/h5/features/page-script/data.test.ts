import { expect, it } from "vitest";
import { embedded } from "./data";

it("cannot end the element it stands in, and is read back as it was", () => {
  const title = "</script><!-- & \u2028 \u2029 \"'";
  const data = { config: null, card: { title, desc: title, link: "https://x.cn/", imgUrl: "" } };
  expect(embedded(data)).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(embedded(data))).toEqual(data);
});
