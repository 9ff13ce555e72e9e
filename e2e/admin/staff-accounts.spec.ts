import { randomBytes } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { urls } from "../stack";
import { apiAs, colleague, confirmWith, dataRows, signIn, tokenOf } from "./staff";

/** Does what the menu of the only account that is listed offers. */
async function actOn(page: Page, act: string, reason: string): Promise<void> {
  await page.getByRole("button", { name: /的更多操作$/ }).click();
  await page.getByRole("menuitem", { name: act }).click();
  await confirmWith(page, reason, act);
}

test("an admin takes a colleague on, changes the role and ends the session", async ({ page, browser }) => {
  const admin = await colleague("admin");
  const username = `neu${randomBytes(4).toString("hex")}`;
  await signIn(page, admin, "/staff");
  await page.getByRole("button", { name: "新建员工" }).click();
  const form = page.getByRole("dialog", { name: "新建员工" });
  await form.getByLabel("账号", { exact: true }).fill(admin.username);
  await form.getByLabel("姓名").fill("新同事");
  await form.getByRole("radio", { name: /^运营/ }).check();
  await form.getByRole("button", { name: "新建" }).click();
  await expect(form.getByText("账号已存在")).toBeVisible();
  await expect(form.getByLabel("姓名")).toHaveValue("新同事");
  await form.getByLabel("账号", { exact: true }).fill(username);
  await form.getByRole("button", { name: "新建" }).click();
  const password = (await page.getByTestId("first-password").textContent())?.trim() ?? "";
  await page.getByRole("button", { name: "已记下" }).click();
  await expect(page.getByTestId("first-password")).toHaveCount(0);

  const theirs = await browser.newPage();
  const own = "their very own words";
  await apiAs(await tokenOf(username, password)).auth.changePassword.mutate({ current: password, next: own });
  await signIn(theirs, { username, password: own }, "/feedback");

  await page.getByLabel("搜索员工").fill(username);
  await page.getByLabel("搜索员工").press("Enter");
  const row = page.getByRole("row").filter({ hasText: username });
  await expect(dataRows(page)).toHaveCount(1);

  // A role counts from the next call on, and the frame follows.
  await row.getByRole("button", { name: "修改" }).click();
  await page
    .getByRole("dialog")
    .getByRole("radio", { name: /^审核员/ })
    .check();
  await confirmWith(page, "转岗", "保存");
  await expect(row).toContainText("审核员");
  await theirs.getByRole("link", { name: "版本" }).click();
  await expect(theirs.getByText("“版本”不对你开放")).toBeVisible();
  await theirs.getByRole("link", { name: "投诉" }).click();
  await expect(theirs.getByRole("heading", { name: "投诉", level: 1 })).toBeVisible();

  await actOn(page, "结束会话", "电脑丢失");
  await theirs.getByLabel("搜索案件").fill("x");
  await theirs.getByLabel("搜索案件").press("Enter");
  await expect(theirs.getByText("登录已失效，请重新登录")).toBeVisible();

  await theirs.close();
});

test("a disabled account is shut out until it is enabled; a new password is shown once", async ({ page }) => {
  const { username, password } = await colleague("operator");
  const { auth } = apiAs(await tokenOf(username, password));
  await signIn(page, await colleague("admin"), `/staff?search=${username}`);
  const row = page.getByRole("row").filter({ hasText: username });
  await actOn(page, "停用", "离职");
  await expect(row).toContainText("已停用");
  await expect(auth.me.query()).rejects.toThrow();
  await expect(tokenOf(username, password)).rejects.toThrow();
  await actOn(page, "启用", "返聘");
  await expect(row).toContainText("正常");
  await tokenOf(username, password);
  await actOn(page, "重置密码", "忘记密码");
  const given = (await page.getByTestId("first-password").textContent())?.trim() ?? "";
  await expect(tokenOf(username, password)).rejects.toThrow();
  await tokenOf(username, given);
});

test("one's own account is left to other admins", async ({ page }) => {
  const { staffId, username } = await colleague("admin").then(async (admin) => {
    await signIn(page, admin, `/staff?search=${admin.username}`);
    return admin;
  });
  await expect(page.getByRole("row").filter({ hasText: username })).toBeVisible();
  await expect(page.getByRole("button", { name: /的更多操作|修改/ })).toHaveCount(0);
  const answer = await page.request.post(`${urls.admin}/trpc/staff.accounts.disable`, {
    headers: { origin: urls.admin },
    data: { json: { staffId, reason: "试试" } },
  });
  expect(answer.ok()).toBe(false);
  expect(await answer.text()).toContain("不能对自己的账号进行此操作");
});
