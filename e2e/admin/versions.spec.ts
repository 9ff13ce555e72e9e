import { expect, type Locator, type Page, test } from "@playwright/test";
import { keepPicture } from "../h5/look";
import { newerThan, newUser } from "../h5/native";
import { type Account, apiOf, colleague, failOnce, signIn } from "./staff";

// Each test walks a whole flow.
test.describe.configure({ timeout: 120_000 });

/** The highest code that a platform has. */
async function highest(account: Account, clientType: 1 | 2): Promise<number> {
  const { list } = await (await apiOf(account)).versions.list.query({ clientType, count: 1 });
  return list[0]?.versionCode ?? 0;
}

const rowOf = (page: Page, code: number) => page.getByRole("row", { name: new RegExp(`（${code}）`) });

async function saved(form: Locator): Promise<void> {
  await form.getByRole("button", { name: "保存" }).click();
  await expect(form).toBeHidden();
}

test("a version is written, changed, published with who it forces, and withdrawn", async ({ page }, info) => {
  const operator = await colleague("operator");
  const top = await highest(operator, 2);
  // Somebody is on a version of their own, below the one that will be forced.
  const [theirs, code] = [top + 1, top + 2];
  await newUser({ nickname: "旧版本", app: { type: 2, versionCode: theirs } });
  await signIn(page, operator, "/versions");
  await page.getByText("Android", { exact: true }).click();
  await expect(page).toHaveURL(/platform=2/);
  await expect(rowOf(page, top)).toBeVisible();

  await test.step("its code must rise and its address be one, and nothing typed is lost", async () => {
    await page.getByRole("button", { name: "新建版本" }).click();
    const form = page.getByRole("dialog", { name: "新建 Android 版本" });
    await form.getByLabel("版本号").fill(String(top));
    await form.getByLabel("版本名称").fill(`9.${code}`);
    await form.getByLabel("更新内容").fill("声音更清楚");
    await form.getByLabel("下载地址").fill("javascript:alert(1)");
    await form.getByRole("switch", { name: "强制更新" }).click();
    await form.getByRole("button", { name: "保存" }).click();
    await expect(form.getByText("请填写 http(s) 地址")).toBeVisible();
    await form.getByLabel("下载地址").fill("https://dl.example.com/app.apk");
    await form.getByRole("button", { name: "保存" }).click();
    await expect(form.getByText(`版本号必须大于${top}`)).toBeVisible();
    await form.getByLabel("版本号").fill(String(code));
    await failOnce(page, "versions.create");
    await form.getByRole("button", { name: "保存" }).click();
    await expect(form.getByText("联系不上接口服务")).toBeVisible();
    await expect(form.getByLabel("更新内容")).toHaveValue("声音更清楚");
    await saved(form);
    await expect(rowOf(page, code)).toContainText("草稿");
    await rowOf(page, code).getByRole("button", { name: "修改" }).click();
    const change = page.getByRole("dialog", { name: `修改版本 9.${code}` });
    await change.getByLabel("更新内容").fill("声音更清楚，启动更快");
    await change.getByLabel("原因").fill("写全");
    await saved(change);
    await expect(rowOf(page, code)).toContainText("启动更快");
    expect(await newerThan({ type: 2, versionCode: theirs })).toBeUndefined();
  });
  await test.step("publishing shows who will see what, and asks again before it forces", async () => {
    await rowOf(page, code).getByRole("button", { name: "发布" }).click();
    const dialog = page.getByRole("dialog", { name: `发布版本 9.${code}` });
    await expect(dialog.getByRole("row", { name: `${theirs} 1 更新到 ${code} 强制` })).toBeVisible();
    await dialog.getByLabel("客户端版本号").fill(String(theirs));
    await expect(dialog.getByText(`强制更新到 9.${code}（${code}）`)).toBeVisible();
    await dialog.getByLabel("客户端版本号").fill(String(code));
    await expect(dialog.getByText("已是最新")).toBeVisible();
    await dialog.getByLabel("原因").fill("修复安全问题");
    await dialog.getByRole("button", { name: "发布" }).click();
    await expect(dialog.getByText(/^[1-9]\d*位在用的用户将必须更新才能继续使用$/)).toBeVisible();
    await page.screenshot({ path: info.outputPath("version-guard.png"), animations: "disabled" });
    expect(await newerThan({ type: 2, versionCode: theirs })).toBeUndefined();
    await dialog.getByRole("button", { name: /^确认强制[1-9]\d*位用户更新$/ }).click();
    await expect(dialog).toBeHidden();
    await expect(rowOf(page, code)).toContainText("已发布");
    const seen = { versionCode: code, versionDesc: "声音更清楚，启动更快", forcedUpgrade: 1 };
    expect(await newerThan({ type: 2, versionCode: theirs })).toMatchObject(seen);
    await page.getByLabel("客户端版本号").fill(String(theirs));
    await expect(page.getByText(`强制更新到 9.${code}（${code}）`)).toBeVisible();
    await keepPicture(page, info, "version-published");
  });
  await test.step("withdrawing asks; it can be published again", async () => {
    await rowOf(page, code).getByRole("button", { name: "撤回" }).click();
    const dialog = page.getByRole("dialog", { name: `撤回版本 9.${code}` });
    await dialog.getByRole("button", { name: "撤回" }).click();
    await expect(dialog.getByText("请填写原因")).toBeVisible();
    await dialog.getByLabel("原因").fill("装不上");
    await dialog.getByRole("button", { name: "撤回" }).click();
    await expect(rowOf(page, code)).toContainText("已撤回");
    expect(await newerThan({ type: 2, versionCode: theirs })).toBeUndefined();
    await rowOf(page, code).getByRole("button", { name: "重新发布" }).click();
    const again = page.getByRole("dialog", { name: `发布版本 9.${code}` });
    await expect(again.getByRole("radio", { name: "立即" })).toBeChecked();
  });
});

test("a version is planned, its plan cancelled, and the draft removed", async ({ page }) => {
  const operator = await colleague("operator");
  const top = await highest(operator, 1);
  const code = top + 1;
  const text = { versionName: `9.${code}`, versionDesc: "以后", downloadUrl: "https://dl.example.com/app.ipa" };
  const api = await apiOf(operator);
  await api.versions.create.mutate({ clientType: 1, versionCode: code, ...text, forcedUpgrade: false });
  await signIn(page, operator, "/versions");
  const row = rowOf(page, code);
  await row.getByRole("button", { name: "发布" }).click();
  const dialog = page.getByRole("dialog", { name: `发布版本 9.${code}` });
  await dialog.getByText("定时").click();
  await dialog.getByLabel("原因").fill("等审核");
  await dialog.getByRole("button", { name: "安排发布" }).click();
  await expect(dialog.getByText("请选择发布时间")).toBeVisible();
  const year = new Date().getFullYear() + 1;
  await dialog.getByLabel("发布时间").fill(`${year}-03-05 10:00`);
  await dialog.getByLabel("发布时间").press("Enter");
  await dialog.getByRole("button", { name: "安排发布" }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText("待发布");
  await expect(row).toContainText(`${year}年3月5日 10:00:00`);
  expect((await newerThan({ type: 1, versionCode: top }))?.versionCode).not.toBe(code);
  await page.getByLabel("客户端版本号").fill(String(top));
  await expect(page.getByText("已是最新")).toBeVisible();

  await row.getByRole("button", { name: "取消发布" }).click();
  const cancel = page.getByRole("dialog", { name: `取消发布版本 9.${code}` });
  await cancel.getByLabel("原因").fill("审核没过");
  await cancel.getByRole("button", { name: "取消发布" }).click();
  await expect(row).toContainText("草稿");
  await row.getByRole("button", { name: "删除" }).click();
  await page
    .getByRole("dialog", { name: `删除草稿 9.${code}？` })
    .getByRole("button", { name: "删除" })
    .click();
  await expect(page.getByText("草稿已删除")).toBeVisible();
  await expect(row).toHaveCount(0);
});
