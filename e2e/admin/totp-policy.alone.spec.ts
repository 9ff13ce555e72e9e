import { expect, test } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { adminToken, apiAs, colleague, confirmWith, signIn } from "./staff";

test.afterAll(async () => {
  await apiAs(await adminToken()).accounts.setTotpPolicy.mutate({ roles: [], reason: "测试结束" });
});

test("a role that needs a second step has its people set one up before they go on", async ({ page, browser }) => {
  const theirs = await browser.newPage();
  await signIn(theirs, await colleague("operator"), "/feedback");
  await signIn(page, await colleague("admin"), "/staff");
  await page.getByRole("button", { name: "二次验证要求" }).click();
  await page.getByRole("checkbox", { name: "运营" }).check();
  await confirmWith(page, "合规要求", "保存");

  await theirs.getByRole("link", { name: "版本" }).click();
  await expect(theirs.getByRole("heading", { name: "启用二次验证" })).toBeVisible();
  await theirs.getByRole("button", { name: "生成二维码" }).click();
  const secret = (await theirs.locator("code").textContent())?.trim() ?? "";
  await theirs.getByLabel("应用显示的6位数字").fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await theirs.getByRole("button", { name: "验证" }).click();
  await expect(theirs.getByRole("heading", { name: "版本", level: 1 })).toBeVisible();
  await theirs.close();

  await page.getByRole("button", { name: "二次验证要求" }).click();
  await expect(page.getByRole("checkbox", { name: "运营" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "审核员" })).not.toBeChecked();
});
