import { expect, test } from "@playwright/test";
import { urls } from "../stack";
import { adminToken, apiAs, colleague, dataRows, openPage, signIn } from "./staff";

/** The demo's case whose newest report says this. */
async function caseSaying(words: string): Promise<string> {
  const { list } = await apiAs(await adminToken()).reports.list.query({ count: 100 });
  const found = list.find(({ lastReason }) => lastReason.includes(words));
  if (!found) throw new Error(`no open case says “${words}”`);
  return found.caseId;
}

test("filters live in the address, and can be kept", async ({ page }) => {
  await signIn(page, await colleague("moderator"), "/reports");
  await page.getByText("未认领").first().click();
  await expect(page).toHaveURL(/assignee=none/);
  await openPage(page);
  await expect(dataRows(page).first()).toBeVisible();
  await page.getByRole("button", { name: "我的视图" }).click();
  await page.getByText("保存当前条件…").click();
  await page.getByLabel("名称").fill("没人管的");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await openPage(page, "/reports");
  await expect(dataRows(page).first()).toBeVisible();
  await page.getByRole("button", { name: "我的视图" }).click();
  await page.getByText("没人管的").click();
  await expect(page).toHaveURL(/assignee=none/);
});

test("by keyboard: down, up, open, claim, dismiss, undo", async ({ page }) => {
  const caseId = await caseSaying("冒充机长");
  await signIn(page, await colleague("moderator"), `/reports?search=${caseId}`);
  await expect(dataRows(page)).toHaveCount(1);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "快捷键" })).toContainText("认领");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "快捷键" })).toBeHidden();
  await page.keyboard.press("o");
  await expect(page).toHaveURL(`${urls.admin}/reports/${caseId}`);
  await expect(page.getByText("投诉时与现在")).toBeVisible();
  await page.keyboard.press("c");
  await expect(page.getByRole("button", { name: "释放" })).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByText("将会发生")).toBeVisible();
  await page.getByLabel("原因").fill("是真的机长");
  await page.getByRole("button", { name: "确认驳回" }).click();
  await expect(page.getByText("已驳回").first()).toBeVisible();
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByLabel("原因").fill("看错了");
  await page.getByRole("button", { name: "撤销决定" }).click();
  await expect(page.getByRole("dialog", { name: "已撤销，案件重新打开" })).toBeVisible();
});

test("two moderators on one case: the later decision is refused with what changed", async ({ browser }) => {
  const caseId = await caseSaying("头像让人不适");
  const [first, second] = await Promise.all([browser.newPage(), browser.newPage()]);
  await signIn(first, await colleague("moderator"), `/reports/${caseId}`);
  await signIn(second, await colleague("moderator"), `/reports/${caseId}`);
  for (const page of [first, second]) {
    await page.getByRole("button", { name: "驳回" }).click();
    await page.getByLabel("原因").fill("头像正常");
  }
  await first.getByRole("button", { name: "确认驳回" }).click();
  await expect(first.getByText("已驳回").first()).toBeVisible();
  await second.getByRole("button", { name: "确认驳回" }).click();
  await expect(second.getByText(/打开之后有了变化/)).toBeVisible();
  await expect(second.getByLabel("原因")).toHaveValue("头像正常");
});

test("several actions at once, with a preview, and words of one's own", async ({ page }) => {
  const caseId = await caseSaying("到处加人发名片推销");
  await signIn(page, await colleague("moderator"), `/reports/${caseId}`);
  await page.getByRole("button", { name: "处理", exact: true }).click();
  await page.getByRole("checkbox", { name: "警告" }).check();
  await page.getByRole("checkbox", { name: "冻结账号" }).check();
  await expect(page.getByText("给用户的通知")).toBeVisible();
  await page.getByRole("button", { name: "改写" }).click();
  await page.getByLabel("通知内容").fill("请不要再发广告。");
  await page.getByLabel("原因").fill("屡次广告");
  await page.getByRole("button", { name: "确认处理" }).click();
  await expect(page.getByText("已处理").first()).toBeVisible();
  await expect(page.getByText("请不要再发广告。").first()).toBeVisible();
});
