import { expect, test } from "@playwright/test";
import { urls } from "../stack";
import { apiAs, colleague, dataRows, openPage, signIn, tokenOf } from "./staff";

const CHARTS = ["用户", "活动、日程", "消息", "案件", "平均处理时长（小时）"];

test("figures, charts, retention and waiting cases stand as the api counts them", async ({ page }) => {
  const moderator = await colleague("moderator");
  const api = apiAs(await tokenOf(moderator.username, moderator.password));
  await signIn(page, moderator);
  for (const title of CHARTS) {
    const line = page
      .getByRole("figure", { name: `${title}，按天` })
      .locator("path.recharts-line-curve")
      .first();
    await expect(line).toHaveAttribute("d", /^M[\d.]+,[\d.]+[LC]/);
  }
  const figure = (title: string) => page.locator(".ant-statistic").filter({ hasText: title });
  // Others open and decide cases meanwhile: the oldest are the demo's, and stay.
  const { openCases } = await api.dashboard.now.query();
  await expect(figure("待处理：3天以上")).toContainText(String(openCases.older));
  expect(Number((await figure("用户").locator(".ant-statistic-content").innerText()).replace(",", ""))).toBeGreaterThan(
    0,
  );

  const days = page.getByRole("table").getByRole("row");
  await expect(days).toHaveCount(15);
  await page.getByText("7天", { exact: true }).click();
  await expect(page).toHaveURL(`${urls.admin}/?days=7`);
  await expect(days).toHaveCount(8);
  const [yesterday] = (await api.dashboard.days.query(lastDays(7))).slice(-1);
  await expect(days.nth(1)).toContainText(yesterday?.day ?? "no figures");
  await expect(days.nth(1)).toContainText(String(yesterday?.newUsers));

  await figure("待处理：3天以上").click();
  await expect(page).toHaveURL(`${urls.admin}/reports?age=72`);
  await expect(dataRows(page).first()).toBeVisible();
  await openPage(page, "/");
  await figure("待处理：1到3天").click();
  await expect(page).toHaveURL(`${urls.admin}/reports?age=24-72`);
  await expect(page.getByText("等待1到3天")).toBeVisible();
});

/** The days up to yesterday, in China. */
function lastDays(count: number) {
  const day = (ago: number) => new Date(Date.now() + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);
  return { from: day(count), to: day(1) };
}
