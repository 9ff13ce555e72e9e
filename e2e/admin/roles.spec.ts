import { appRouter } from "@chaoqer/api/router";
import type { StaffRole } from "@chaoqer/contract/staff/common";
import { expect, type Page, test } from "@playwright/test";
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
/** Who besides admins may call what, as docs/staff.md says: by router, and by name where one differs. */
const CALLERS: Record<string, readonly StaffRole[]> = {
  accounts: [],
  audit: [],
  clubs: ["moderator"],
  dashboard: ["moderator", "operator"],
  events: ["moderator"],
  feedback: ["operator"],
  notices: ["operator"],
  reports: ["moderator"],
  "reports.targetTime": ["moderator", "operator"],
  "reports.setTargetTime": [],
  rooms: ["moderator"],
  users: ["moderator"],
  versions: ["operator"],
  views: ["moderator", "operator"],
};

interface Procedure {
  name: string;
  type: "query" | "mutation" | "subscription";
}

/** Everything that the api has for the console but one's own account, which is open to all. */
const PROCEDURES: Procedure[] = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: Pick<Procedure, "type"> }>,
)
  .filter(([path]) => path.startsWith("staff.") && !path.startsWith("staff.auth."))
  .map(([path, { _def }]) => ({ name: path.slice("staff.".length), type: _def.type }));

function mayCall(role: StaffRole, name: string): boolean {
  const callers = CALLERS[name] ?? CALLERS[name.split(".")[0] ?? ""];
  if (!callers) throw new Error(`${name}: say here who may call it`);
  return role === "admin" || callers.includes(role);
}

/** What the console's server answers to calls with an input that none of them takes, by name. */
function statuses(page: Page, procedures: Procedure[]): Promise<Record<string, number>> {
  return page.evaluate(async (all) => {
    const body = JSON.stringify({ json: "nonsense" });
    const headers = { "content-type": "application/json" };
    const ask = async ({ name, type }: { name: string; type: string }) => {
      if (type === "mutation") return (await fetch(`/trpc/staff.${name}`, { method: "POST", headers, body })).status;
      const answer = await fetch(`/trpc/staff.${name}?input=${encodeURIComponent(body)}`);
      // A subscription says in its stream that it is refused.
      if (type === "subscription") return Number(/"httpStatus":(\d+)/.exec(await answer.text())?.[1] ?? answer.status);
      return answer.status;
    };
    const answers = await Promise.all(all.map(async (one) => [one.name, await ask(one)] as const));
    return Object.fromEntries(answers);
  }, procedures);
}

for (const role of ["moderator", "operator", "admin"] as const) {
  test(`${role} sees and may call what the role opens, and nothing else`, async ({ page }) => {
    await signIn(page, await colleague(role));
    const links = await page.getByRole("navigation", { name: "主导航" }).getByRole("link").all();
    expect(await Promise.all(links.map((link) => link.getAttribute("href")))).toEqual(OPEN[role]);
    // That open pages stand is shown where each of them is walked through.
    for (const section of SECTIONS.filter((path) => !OPEN[role].includes(path))) {
      await page.goto(urls.admin + section);
      await expect(page.getByText("不对你开放")).toHaveCount(1);
    }
    const refused = PROCEDURES.filter(({ name }) => !mayCall(role, name));
    const forbidden = Object.fromEntries(refused.map(({ name }) => [name, 403]));
    expect(await statuses(page, refused)).toEqual(forbidden);
    // Reads only: a change might be one that takes anything.
    const open = PROCEDURES.filter(({ name, type }) => type === "query" && mayCall(role, name));
    expect(open.length).toBeGreaterThan(5);
    for (const [name, status] of Object.entries(await statuses(page, open)))
      expect({ name, refused: [401, 403].includes(status) }).toEqual({ name, refused: false });
  });
}

test("a batch gets no further than its single calls", async ({ page }) => {
  await signIn(page, await colleague("operator"));
  const answers = await page.evaluate(async () => {
    const input = {
      0: { json: {} },
      1: { json: { uid: "0".repeat(32), reason: "试试", actions: [{ kind: "warn" }] } },
    };
    const answer = await fetch("/trpc/staff.views.remove,staff.users.act?batch=1", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    const list = (await answer.json()) as { error?: { json: { data: { httpStatus: number } } } }[];
    return list.map(({ error }) => error?.json.data.httpStatus);
  });
  expect(answers).toEqual([400, 403]);
});
