import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { type NativeUser, newUser, officialTo } from "../h5/native";
import { urls } from "../stack";
import { apiAs, colleague, dataRows, signIn, tokenOf } from "./staff";

const ADVERTISING = 4;

/** Users whose nicknames begin alike, each reported by that user. */
async function reported(prefix: string, names: string[], reporter: NativeUser): Promise<NativeUser[]> {
  const users = await Promise.all(names.map((name) => newUser({ nickname: prefix + name })));
  for (const { uid } of users) await report(reporter, uid);
  return users;
}

const report = (reporter: NativeUser, originId: string) =>
  reporter.post("/app/report", { originReportType: 1, originId, reportReasonType: ADVERTISING, reason: "发广告" });

test("cases are narrowed down, chosen and dismissed together", async ({ page }) => {
  const prefix = `群${randomBytes(3).toString("hex")}`;
  const reporter = await newUser({ nickname: "热心人" });
  await reported(prefix, ["甲", "乙"], reporter);
  await signIn(page, await colleague("moderator"), "/reports");
  await page.getByLabel("搜索案件").fill(prefix);
  await page.getByLabel("搜索案件").press("Enter");
  await page.getByLabel("原因", { exact: true }).click();
  await page.getByTitle("广告", { exact: true }).click();
  await page.getByLabel("排序").click();
  await page.getByTitle("等待最久在前", { exact: true }).click();
  const query = new URLSearchParams({ search: prefix, reason: String(ADVERTISING), sort: "oldest" });
  await expect(page).toHaveURL(`${urls.admin}/reports?${query}`);
  await expect(dataRows(page)).toHaveCount(2);
  await page.getByRole("row").first().getByRole("checkbox").check();
  await expect(page.getByText("已选 2 个案件")).toBeVisible();
  await page.getByRole("button", { name: "驳回" }).click();
  const dialog = page.getByRole("dialog", { name: "处理 2 个案件" });
  await expect(dialog.getByText(`${prefix}甲`, { exact: true })).toBeVisible();
  await dialog.getByLabel("原因").fill("不是广告");

  // It goes on behind the scenes for as long as it takes, and says so.
  let proceed = () => {};
  const held = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  await page.route("**/trpc/staff.reports.decide**", async (route) => {
    await held;
    await route.continue();
  });
  await dialog.getByRole("button", { name: "确认驳回" }).click();
  await expect(dialog.getByRole("progressbar", { name: "进度" })).toContainText("0 / 2");
  await expect(dialog.getByRole("button", { name: "取消" })).toBeDisabled();
  proceed();
  await expect(page.getByText("2 个案件已处理")).toBeVisible();
  await expect(page.getByText("没有符合条件的案件")).toBeVisible();
  const outcomes = (await officialTo(reporter)).filter(({ title }) => title === "投诉处理结果");
  expect(outcomes).toHaveLength(2);
});

test("what a colleague has or what has changed is left alone and said, the rest is carried out", async ({ page }) => {
  const prefix = `批${randomBytes(3).toString("hex")}`;
  const [reporter, another] = await Promise.all([newUser({ nickname: "热心人" }), newUser({ nickname: "旁观者" })]);
  const [plain, claimed, stale] = await reported(prefix, ["无事", "有人", "有变"], reporter);
  if (!plain || !claimed || !stale) throw new Error("three were reported");
  const other = await colleague("moderator");
  const { reports } = apiAs(await tokenOf(other.username, other.password));
  const { list } = await reports.list.query({ search: `${prefix}有人` });
  await reports.claim.mutate({ caseId: list[0]?.caseId ?? "" });

  await signIn(page, await colleague("moderator"), `/reports?search=${prefix}`);
  await expect(dataRows(page)).toHaveCount(3);
  await page.getByRole("row").first().getByRole("checkbox").check();
  await page.getByRole("button", { name: "处理", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: "警告" }).check();
  await dialog.getByLabel("原因").fill("发广告属实");
  await expect(dialog.getByText("给每位用户的通知")).toBeVisible();
  await report(another, stale.uid);
  await dialog.getByRole("button", { name: "确认处理" }).click();
  await expect(page.getByText("案件已处理")).toBeVisible();
  const refusal = (name: string) => dialog.getByRole("alert").filter({ hasText: `没有处理“${prefix}${name}”` });
  await expect(refusal("有人")).toContainText("有同事正在处理");
  await expect(refusal("有变")).toContainText("新增1条投诉");
  await expect(refusal("无事")).toHaveCount(0);
  const warned = async ({ uid }: NativeUser) => (await reports.list.query({ search: uid, status: 1 })).list.length;
  expect(await Promise.all([plain, claimed, stale].map(warned))).toEqual([1, 0, 0]);

  // Once the others are looked at anew, they can be decided as well.
  await refusal("有变").getByRole("button", { name: "读取最新情况" }).click();
  await dialog.getByRole("checkbox", { name: /正在处理，仍由我决定/ }).check();
  await expect(dialog.getByLabel("原因")).toHaveValue("发广告属实");
  await dialog.getByRole("button", { name: "确认处理" }).click();
  await expect(dialog).toBeHidden();
  expect(await Promise.all([plain, claimed, stale].map(warned))).toEqual([1, 1, 1]);
});
