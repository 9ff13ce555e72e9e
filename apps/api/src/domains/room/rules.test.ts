import { expect, it } from "vitest";
import { entryRole, inviteContent } from "./rules";

it("the creator enters as host where there is none; all others, and then too, as audience", () => {
  expect(entryRole({ creator: true, hosts: 0 })).toBe(2);
  expect(entryRole({ creator: true, hosts: 1 })).toBe(0);
  expect(entryRole({ creator: false, hosts: 0 })).toBe(0);
  expect(entryRole({ creator: false, hosts: 2 })).toBe(0);
});

it("a nameless room is told by its creator", () => {
  expect(inviteContent({ name: "产品活动", creator: "Toby" })).toBe("产品活动");
  expect(inviteContent({ name: "", creator: "Toby" })).toBe("Toby创建的活动");
});
