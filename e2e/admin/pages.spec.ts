import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, keepPicture } from "../h5/look";
import { urls } from "../stack";
import { apiAs, colleague, openPage, signIn, tokenOf } from "./staff";

/** What is still coming has come. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".ant-spin-spinning, .ant-skeleton-active")).toHaveCount(0);
}

test("every page stands, and keeps nobody out", async ({ page }, info) => {
  test.setTimeout(180_000);
  const admin = await colleague("admin");
  const api = apiAs(await tokenOf(admin.username, admin.password));
  const [open, decided, users, rooms, clubs, events, feedback] = await Promise.all([
    api.reports.list.query({}),
    api.reports.list.query({ status: 1 }),
    api.users.search.query({}),
    api.rooms.search.query({}),
    api.clubs.search.query({}),
    api.events.search.query({}),
    api.feedback.list.query({}),
  ]);
  const paths: Record<string, string> = {
    dashboard: "/",
    reports: "/reports",
    case: `/reports/${open.list[0]?.caseId}`,
    "case-decided": `/reports/${decided.list[0]?.caseId}`,
    users: "/users",
    user: `/users/${users.list[0]?.uid}`,
    rooms: "/rooms",
    room: `/rooms/${rooms.list[0]?.roomId}`,
    clubs: "/clubs",
    club: `/clubs/${clubs.list[0]?.clubId}`,
    events: "/events",
    event: `/events/${events.list[0]?.eventId}`,
    feedback: "/feedback",
    "feedback-one": `/feedback/${feedback.list[0]?.feedbackId}`,
    replies: "/feedback/replies",
    versions: "/versions",
    notices: "/notices",
    audit: "/audit",
    staff: "/staff",
    account: "/account",
    empty: "/users?search=nobody-is-called-this",
    missing: `/reports/${"0".repeat(32)}`,
  };
  await page.goto(`${urls.admin}/login`);
  await expect(page.getByRole("button", { name: "登录" })).toBeEnabled();
  await expectAccessible(page);
  await keepPicture(page, info, "login");
  await signIn(page, admin);
  for (const [name, path] of Object.entries(paths)) {
    await test.step(name, async () => {
      await page.goto(urls.admin + path);
      if (name === "missing") await expect(page.getByText("没有这个案件")).toBeVisible();
      else await settled(page);
      await keepPicture(page, info, name);
      await expectAccessible(page);
    });
  }
  await openPage(page, "/reports");
  await page.getByRole("button", { name: "深色" }).click();
  await settled(page);
  await keepPicture(page, info, "dark");
  await expectAccessible(page);
});

test("with the api away the pages say so and come back", async ({ page }) => {
  await signIn(page, await colleague("moderator"), "/users");
  await settled(page);
  await page.route("**/trpc/**", (route) => route.abort());
  await page.getByLabel("搜索用户").fill("abc");
  await page.getByLabel("搜索用户").press("Enter");
  await expect(page.getByText("联系不上接口服务")).toBeVisible();
  await page.unroute("**/trpc/**");
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.getByText("联系不上接口服务")).toHaveCount(0);
});
