import { expect, test } from "@playwright/test";
import { newUser } from "../h5/native";
import { urls } from "../stack";
import { adminToken, apiAs, colleague, openPage, signIn } from "./staff";

test("what staff did to a place stands on its page, and is found in the log by a word", async ({ page }) => {
  test.setTimeout(120_000);
  const owner = await newUser({ nickname: "圈主小满" });
  const { clubId } = await owner.post<{ clubId: string }>("/club", {
    name: "夜谈圈",
    cover: "https://x.example/c.png",
  });
  const { roomId } = await owner.post<{ roomId: string }>("/room", { name: "今晚聊聊", clubId });
  const eventTime = Date.now() + 86_400_000;
  const memberUidList = [owner.uid];
  const planned = { name: "周末夜谈", desc: "带上你的故事", eventTime, memberUidList };
  const { eventId } = await owner.post<{ eventId: string }>("/event", planned);

  await signIn(page, await colleague("admin"), `/users/${owner.uid}`);
  await page.getByRole("tab", { name: "圈子" }).click();
  await page.getByRole("link", { name: "夜谈圈" }).click();
  await expect(page).toHaveURL(`${urls.admin}/clubs/${clubId}`);
  await expect(page.getByText("成员 1 人")).toBeVisible();
  await page.getByRole("link", { name: "今晚聊聊" }).click();
  await expect(page).toHaveURL(`${urls.admin}/rooms/${roomId}`);
  await page.getByRole("link", { name: "夜谈圈" }).click();
  await page.getByRole("button", { name: "解散" }).click();
  await page.getByLabel("原因").fill("传播谣言屡教不改");
  await page.getByRole("dialog").getByRole("button", { name: "解散" }).click();
  await expect(page.getByText("已解散").first()).toBeVisible();
  await expect(page.getByText("传播谣言屡教不改")).toBeVisible();
  await expect(page.getByText("没有正在进行的活动")).toBeVisible();

  await openPage(page, `/events?search=${eventId}`);
  await page.getByRole("link", { name: "周末夜谈" }).click();
  await expect(page.getByText("带上你的故事")).toBeVisible();
  await expect(page.getByRole("link", { name: "圈主小满" })).toHaveCount(2);

  await openPage(page, "/audit");
  await page.getByLabel("搜索日志").fill("谣言 夜谈圈");
  await page.getByLabel("搜索日志").press("Enter");
  await expect(page.getByRole("cell", { name: "传播谣言屡教不改" })).toHaveCount(1);
  await page.getByRole("link", { name: clubId.slice(0, 8) }).click();
  await expect(page).toHaveURL(`${urls.admin}/clubs/${clubId}`);
});

test("a case shows what its reporter had seen before; acting without one tells beforehand what it does", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const [target, reporter] = [await newUser({ nickname: "变脸之前" }), await newUser({ nickname: "目击者" })];
  const report = { originReportType: 1, originId: target.uid };
  await reporter.post("/app/report", { ...report, reportReasonType: 2, reason: "简介有问题" });
  await target.put("/user/profile", { nickname: "变脸之后", avatar: "https://cdn.example.com/none.jpg" });
  await reporter.post("/app/report", { ...report, reportReasonType: 4, reason: "又发广告" });
  const { list } = await apiAs(await adminToken()).reports.list.query({ search: target.uid });

  await signIn(page, await colleague("moderator"), `/reports/${list[0]?.caseId}`);
  const before = page.getByRole("list", { name: "目击者此前的投诉" });
  await expect(before).toContainText("简介有问题");
  await expect(page.getByRole("row", { name: /昵称/ })).toContainText("变脸之前");
  await page.getByRole("button", { name: "对照这份快照" }).first().click();
  await expect(page.getByRole("row", { name: /昵称/ })).not.toContainText("变脸之前");
  await before.getByRole("button", { name: "对照这份快照" }).click();
  await expect(page.getByRole("row", { name: /昵称/ })).toContainText("变脸之前");

  await openPage(page, `/users/${target.uid}`);
  await page.getByRole("button", { name: "处理", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "确认处理" })).toBeDisabled();
  await dialog.getByRole("checkbox", { name: "冻结账号" }).check();
  await expect(dialog.getByText(/冻结账号（至.*）：立即退出登录，无法再登录/)).toBeVisible();
  await expect(dialog.getByText(/你的账号已被冻结，至/)).toBeVisible();
  await dialog.getByRole("button", { name: "改写" }).click();
  await dialog.getByLabel("通知内容").fill("请一周后再来。");
  await dialog.getByLabel("原因").fill("客服转来");
  await dialog.getByRole("button", { name: "确认处理" }).click();
  await expect(page.getByText("客服转来")).toBeVisible();
});
