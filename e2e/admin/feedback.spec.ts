import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { keepPicture } from "../h5/look";
import { type NativeUser, newUser, officialTo } from "../h5/native";
import { urls } from "../stack";
import { adminToken, apiAs, apiOf, choose, colleague, dataRows, failOnce, openPage, signIn } from "./staff";

// Each test walks a whole flow.
test.describe.configure({ timeout: 120_000 });

const android = { type: 2, versionCode: 7 };
const unique = (words: string) => `${words}${randomBytes(4).toString("hex")}`;

/** Sends feedback as a user. @returns the page that shows it */
async function write(user: NativeUser, feedbackContent: string, more: Record<string, number | string | string[]> = {}) {
  const plain = { originFeedbackType: 0, originId: "", feedbackType: 1 };
  await user.post("/app/feedback", { ...plain, feedbackContent, ...more });
  const { list } = await apiAs(await adminToken()).feedback.list.query({ search: user.uid });
  return `/feedback/${list.find(({ content }) => content === feedbackContent)?.feedbackId}`;
}

/** antd may leave its sign of loading, which nobody sees any more, in a button's name. */
const SEND = /^(loading )?发送$/;

test("the inbox is narrowed by the address, and searched", async ({ page }) => {
  const nickname = unique("反馈");
  const user = await newUser({ nickname, app: android });
  await write(user, "一直闪退");
  await write(user, "想要夜间模式", { feedbackType: 4 });
  await signIn(page, await colleague("operator"), "/feedback");
  await page.getByLabel("搜索反馈").fill(nickname);
  await page.getByLabel("搜索反馈").press("Enter");
  await expect(page.getByRole("link", { name: /闪退|夜间模式/ })).toHaveCount(2);
  await choose(page, "类型", "建议");
  await choose(page, "客户端", "Android");
  await choose(page, "状态", "新");
  await expect(page).toHaveURL(/type=4.*client=2.*status=0/);
  await openPage(page);
  await expect(page.getByRole("link", { name: "想要夜间模式" })).toBeVisible();
  await expect(page.getByRole("link", { name: "一直闪退" })).toHaveCount(0);
  await expect(page.getByText("Android 1.7（7）")).toBeVisible();
  await choose(page, "状态", "已关闭");
  await expect(page.getByText("没有符合条件的反馈")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("link", { name: "想要夜间模式" })).toBeVisible();
});

test("a feedback is read, taken on, noted, answered and closed", async ({ page }, info) => {
  const operator = await colleague("operator");
  const api = await apiOf(operator);
  const nickname = unique("反馈");
  const user = await newUser({ nickname, app: android });
  const { roomId } = await user.post<{ roomId: string }>("/room", { name: "听不见的活动", clubId: "" });
  const pictures = (await api.feedback.list.query({ count: 100 })).list.find(({ images }) => images.length > 1)?.images;
  const about = { originFeedbackType: 1, originId: roomId, feedbackImageList: pictures ?? [] };
  const prepared = { title: unique("修好了"), content: "{{昵称}}，{{ 版本(新) }}修好了，请升级到{{版本(新)}}。" };
  await api.feedback.saveReply.mutate(prepared);
  await signIn(page, operator, await write(user, "声音断断续续", about));

  await test.step("what was written, from where, in which room", async () => {
    await expect(page.getByText("声音断断续续")).toBeVisible();
    await expect(page.getByText("Android 1.7（7）")).toBeVisible();
    await expect(page.getByText("听不见的活动")).toBeVisible();
    await expect(page.getByText(roomId)).toBeVisible();
    await expect(page.getByText("在场 1 人")).toBeVisible();
    await page.getByRole("img", { name: "图片1" }).click();
    await expect(page.getByText(`1 / ${pictures?.length}`)).toBeVisible();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByText(`2 / ${pictures?.length}`)).toBeVisible();
    await page.screenshot({ path: info.outputPath("lightbox.png"), animations: "disabled" });
    await page.keyboard.press("Escape");
    await expect(page.getByText(`2 / ${pictures?.length}`)).toBeHidden();
  });
  await test.step("taken on, it is in progress", async () => {
    await page.getByRole("button", { name: "由我跟进" }).click();
    await expect(page.getByRole("button", { name: "不再跟进" })).toBeVisible();
    await expect(page.getByRole("main").locator(".ant-tag", { hasText: "处理中" })).toBeVisible();
  });
  await test.step("a note that was lost on its way is still there to be sent again", async () => {
    await failOnce(page, "feedback.note");
    await page.getByLabel("内部备注").fill("已知问题，等下个版本");
    await page.getByRole("button", { name: "添加备注" }).click();
    await expect(page.getByText("联系不上接口服务")).toBeVisible();
    await expect(page.getByLabel("内部备注")).toHaveValue("已知问题，等下个版本");
    await page.getByRole("button", { name: "添加备注" }).click();
    await expect(page.getByLabel("内部备注")).toHaveValue("");
    await expect(page.getByText("已知问题，等下个版本")).toBeVisible();
  });
  await test.step("a prepared reply is refused until its variables are filled", async () => {
    await choose(page, "常用回复", prepared.title);
    await page.getByRole("button", { name: SEND }).click();
    await expect(page.getByText("请先填写：版本(新)")).toBeVisible();
    await page.getByLabel("版本(新)", { exact: true }).fill("1.8");
    await page.getByLabel("版本(新)", { exact: true }).press("Enter");
    await expect(page.getByLabel("回复内容")).toHaveValue(`${nickname}，1.8修好了，请升级到1.8。`);
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
  await test.step("the reply reaches its user once, and closes the feedback", async () => {
    await failOnce(page, "feedback.reply");
    for (const arrives of [false, true]) {
      await page.getByRole("button", { name: SEND }).click();
      const dialog = page.getByRole("dialog", { name: `发给“${nickname}”？` });
      await dialog.getByRole("button", { name: "发送" }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByText("联系不上接口服务")).toHaveCount(arrives ? 0 : 1);
      const text = arrives ? "" : `${nickname}，1.8修好了，请升级到1.8。`;
      await expect(page.getByLabel("回复内容")).toHaveValue(text);
    }
    await expect(page.getByRole("main").locator(".ant-tag", { hasText: "已关闭" })).toBeVisible();
    await expect(page.getByRole("main").locator(".ant-tag", { hasText: "回复用户" })).toBeVisible();
    const content = `${nickname}，1.8修好了，请升级到1.8。`;
    const replies = (await officialTo(user)).filter(({ title }) => title === "意见反馈回复");
    expect(replies).toEqual([{ title: "意见反馈回复", content, url: "" }]);
  });
  await keepPicture(page, info, "feedback-answered");
});

test("a colleague's feedback is taken over only when asked, and becomes a case", async ({ page, browser }) => {
  const admin = apiAs(await adminToken());
  const accused = await newUser({ nickname: unique("广告") });
  const user = await newUser({ nickname: unique("反馈"), app: android });
  const words = unique("他一直在发广告");
  const path = await write(user, words, { feedbackType: 3 });
  await admin.feedback.assign.mutate({ feedbackId: path.split("/").at(-1) ?? "", mine: true });
  await signIn(page, await colleague("operator"), path);
  await page.getByRole("button", { name: "由我跟进" }).click();
  const ask = page.getByRole("dialog", { name: /正在跟进/ });
  await ask.getByRole("button", { name: "由我跟进" }).click();
  await expect(page.getByRole("button", { name: "不再跟进" })).toBeVisible();

  await page.getByRole("button", { name: "转为投诉" }).click();
  const dialog = page.getByRole("dialog", { name: "转为投诉" });
  await dialog.getByLabel("对象编号").fill("谁");
  await choose(page, "类别", "广告");
  await dialog.getByRole("button", { name: "转为投诉" }).click();
  await expect(dialog.getByText("请填写32位编号")).toBeVisible();
  await dialog.getByLabel("对象编号").fill(user.uid);
  await dialog.getByRole("button", { name: "转为投诉" }).click();
  await expect(dialog.getByRole("alert")).toContainText("自己");
  await expect(dialog.getByLabel("投诉原因")).toHaveValue(words);
  await dialog.getByLabel("对象编号").fill(accused.uid);
  await dialog.getByRole("button", { name: "转为投诉" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("已转为案件")).toBeVisible();
  await expect(page.getByRole("button", { name: "转为投诉" })).toHaveCount(0);

  const other = await browser.newPage();
  await signIn(other, await colleague("moderator"), `/reports?search=${accused.uid}`);
  await expect(dataRows(other)).toHaveCount(1);
  await expect(dataRows(other)).toContainText(words);
  await other.close();
});

test("prepared replies are made, changed and, when asked, deleted", async ({ page }) => {
  const title = unique("回复");
  await signIn(page, await colleague("operator"), "/feedback/replies");
  const editor = page.getByRole("dialog", { name: /常用回复$/ });
  const card = page.locator(".ant-card", { hasText: title });
  await page.getByRole("button", { name: "新建" }).click();
  await editor.getByLabel("标题").fill(title);
  await editor.getByLabel("内容").fill("{{昵称}}，{{日期}}见。");
  await failOnce(page, "feedback.saveReply");
  await editor.getByRole("button", { name: "保存" }).click();
  await expect(editor.getByText("联系不上接口服务")).toBeVisible();
  await editor.getByRole("button", { name: "保存" }).click();
  await expect(editor).toBeHidden();
  await expect(card.locator(".ant-tag")).toHaveText(["昵称", "日期"]);

  await page.getByRole("button", { name: "新建" }).click();
  await editor.getByLabel("标题").fill(title);
  await editor.getByLabel("内容").fill("同名");
  await editor.getByRole("button", { name: "保存" }).click();
  await expect(editor.getByText("标题已存在")).toBeVisible();
  await expect(editor.getByLabel("内容")).toHaveValue("同名");
  await editor.getByRole("button", { name: "取消" }).click();

  await card.getByRole("button", { name: "修改" }).click();
  await editor.getByLabel("内容").fill("改过了。");
  await editor.getByRole("button", { name: "保存" }).click();
  await expect(card).toContainText("改过了。");
  const ask = page.getByRole("dialog", { name: `删除“${title}”？` });
  await card.getByRole("button", { name: "删除" }).click();
  await ask.getByRole("button", { name: "取消" }).click();
  await expect(ask).toBeHidden();
  await expect(card).toBeVisible();
  await card.getByRole("button", { name: "删除" }).click();
  await ask.getByRole("button", { name: "删除" }).click();
  await expect(card).toHaveCount(0);
  expect(page.url()).toBe(`${urls.admin}/feedback/replies`);
});
