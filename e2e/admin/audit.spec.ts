import { expect, test } from "@playwright/test";
import { newUser } from "../h5/native";
import { urls } from "../stack";
import { apiAs, colleague, signIn, tokenOf } from "./staff";

/** One more than a page of the log. */
const REVEALS = 51;

test("what was done is found by who, what and on whom, with before and after, page by page", async ({ page }) => {
  const [user, moderator] = await Promise.all([newUser({ nickname: "日志对象" }), colleague("moderator")]);
  const { users } = apiAs(await tokenOf(moderator.username, moderator.password));
  const of = { uid: user.uid, reason: "核对" };
  await Promise.all(Array.from({ length: REVEALS }, () => users.revealMobile.mutate(of)));
  await users.setAllowLive.mutate({ ...of, allowLive: true, reason: "主播认证" });

  await signIn(page, await colleague("admin"), "/audit");
  const rows = page.locator("tbody tr[data-row-key]");
  await page.getByLabel("员工", { exact: true }).fill(moderator.username);
  await page.getByTitle(new RegExp(`（${moderator.username}）$`)).click();
  await expect(page).toHaveURL(`${urls.admin}/audit?staff=${moderator.staffId}`);
  await expect(rows.first()).toContainText("修改直播权限");
  await expect(rows.first()).toContainText("主播认证");
  await rows.first().getByRole("button").click();
  await expect(page.getByRole("term").first()).toHaveText("允许直播");
  await expect(page.getByRole("definition").first().locator("del")).toHaveText("否");
  await expect(page.getByRole("definition").first().locator("ins")).toHaveText("是");

  await page.getByLabel("操作", { exact: true }).fill("手机号");
  await page.getByTitle("查看完整手机号", { exact: true }).click();
  await page.getByLabel("搜索日志").fill(user.uid);
  await page.getByLabel("搜索日志").press("Enter");
  await page.getByLabel("对象类型").click();
  await page.getByTitle("用户", { exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`action=user.reveal&search=${user.uid}&type=user$`));
  await expect(rows.first()).toContainText("查看完整手机号");
  await expect(rows).toHaveCount(50);
  await page.getByRole("button", { name: "下一页" }).click();
  await expect(rows).toHaveCount(REVEALS - 50);
  await page.getByRole("button", { name: "回到第一页" }).click();
  await expect(rows).toHaveCount(50);
  await page.getByRole("button", { name: "清除条件" }).click();
  await expect(page).toHaveURL(`${urls.admin}/audit`);
});
