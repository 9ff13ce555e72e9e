import type { StaffRole } from "@chaoqer/contract/staff/common";
import { expect, test } from "@playwright/test";
import { urls } from "../stack";
import { colleague, signIn } from "./staff";

const SECTIONS = [
  "/reports",
  "/users",
  "/rooms",
  "/clubs",
  "/events",
  "/feedback",
  "/versions",
  "/notices",
  "/audit",
  "/staff",
];
const OPEN: Record<StaffRole, string[]> = {
  moderator: ["/reports", "/users", "/rooms", "/clubs", "/events"],
  operator: ["/feedback", "/versions", "/notices"],
  admin: SECTIONS,
};
/** A read of each section, as its page would call it. */
const READS: Record<string, { name: string; input: unknown }> = {
  "/reports": { name: "reports.list", input: {} },
  "/users": { name: "users.search", input: {} },
  "/rooms": { name: "rooms.search", input: {} },
  "/clubs": { name: "clubs.search", input: {} },
  "/events": { name: "events.search", input: {} },
  "/feedback": { name: "feedback.list", input: {} },
  "/versions": { name: "versions.list", input: { clientType: 1 } },
  "/notices": { name: "notices.list", input: {} },
  "/audit": { name: "audit.search", input: {} },
  "/staff": { name: "accounts.list", input: {} },
};

for (const role of ["moderator", "operator", "admin"] as const) {
  test(`${role} sees and may call what the role opens, and nothing else`, async ({ page }) => {
    await signIn(page, await colleague(role));
    const links = await page.getByRole("navigation", { name: "主导航" }).getByRole("link").all();
    expect(await Promise.all(links.map((link) => link.getAttribute("href")))).toEqual(OPEN[role]);
    for (const section of SECTIONS) {
      const open = OPEN[role].includes(section);
      await page.goto(urls.admin + section);
      await expect(page.getByText("不对你开放")).toHaveCount(open ? 0 : 1);
      const { name, input } = READS[section] ?? { name: "", input: {} };
      const status = await page.evaluate(
        async (path) => (await fetch(path)).status,
        [`/trpc/staff.${name}?input=${encodeURIComponent(JSON.stringify({ json: input }))}`][0] ?? "",
      );
      expect({ section, status }).toEqual({ section, status: open ? 200 : 403 });
    }
  });
}

test("changes beyond one's role are refused when called directly", async ({ page }) => {
  await signIn(page, await colleague("operator"));
  const status = await page.evaluate(async () => {
    const input = { uid: "0".repeat(32), reason: "试试", actions: [{ kind: "freeze", hours: null }] };
    const headers = { "content-type": "application/json" };
    const answer = await fetch("/trpc/staff.users.act", {
      method: "POST",
      headers,
      body: JSON.stringify({ json: input }),
    });
    return answer.status;
  });
  expect(status).toBe(403);
});
