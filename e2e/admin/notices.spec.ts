import { randomBytes } from "node:crypto";
import { MessageType, OriginPushType } from "@chaoqer/contract/enums";
import { expect, type Page, test } from "@playwright/test";
import { keepPicture } from "../h5/look";
import { type NativeUser, newUser, officialTo } from "../h5/native";
import { openDatabase } from "./database";
import { apiOf, colleague, failOnce, openPage, signIn } from "./staff";

// Each test walks a whole flow.
test.describe.configure({ timeout: 120_000 });

const unique = (words: string) => `${words}${randomBytes(4).toString("hex")}`;
const someone = (nickname = unique("收信")) => newUser({ nickname });
const rowOf = (page: Page, title: string) => page.getByRole("row", { name: new RegExp(title) });

/** How many messages of that title a user has. */
async function received(user: NativeUser, title: string): Promise<number> {
  return (await officialTo(user)).filter((message) => message.title === title).length;
}

test("a notice is written to a list, tried on oneself, and sent to each once", async ({ page }, info) => {
  const name = unique("收信");
  const [one, two, me] = [await someone(), await someone(name), await someone()];
  const title = unique("维护");
  await signIn(page, await colleague("operator"), "/notices");
  await page.getByRole("button", { name: "写通知" }).click();
  const form = page.getByRole("dialog", { name: "写通知" });
  await form.getByLabel("标题").fill(title);
  await form.getByLabel("内容").fill("今晚两点维护");
  await form.getByLabel("点开后的链接").fill("javascript:alert(1)");
  await form.getByLabel("用户编号").fill(`${one.uid}，小明`);
  await form.getByRole("button", { name: "保存草稿" }).click();
  await expect(form.getByText("链接不正确")).toBeVisible();
  await expect(form.getByText("编号不正确：小明")).toBeVisible();
  await form.getByLabel("点开后的链接").fill("https://www.example.com/notice");
  await form.getByLabel("用户编号").fill(`${one.uid}，${one.uid}`);
  await form.getByLabel("按昵称添加用户").fill(`${name}没有`);
  await expect(page.getByText("没有这样的用户")).toBeVisible();
  await form.getByLabel("按昵称添加用户").fill(name);
  await page.locator(".ant-select-item").filter({ hasText: name }).click();
  await expect(form.getByLabel("用户编号")).toHaveValue(`${one.uid}\n${two.uid}`);
  await failOnce(page, "notices.create");
  await form.getByRole("button", { name: "保存草稿" }).click();
  await expect(form.getByText("联系不上接口服务")).toBeVisible();
  await expect(form.getByLabel("内容")).toHaveValue("今晚两点维护");
  await form.getByRole("button", { name: "保存草稿" }).click();
  await expect(form).toBeHidden();
  const row = rowOf(page, title);
  await expect(row).toContainText("名单，2人");
  await row.getByRole("button", { name: "展开行" }).click();
  await expect(page.getByText("2位用户")).toBeVisible();
  await expect(page.getByLabel("名单")).toHaveValue(new RegExp(two.uid));

  await row.getByRole("button", { name: "试发" }).click();
  const trial = page.getByRole("dialog", { name: "先发给自己看看" });
  await trial.getByLabel(/用户编号/).fill(me.uid);
  await trial.getByRole("button", { name: "试发" }).click();
  await expect(trial).toBeHidden();
  expect([await received(me, title), await received(one, title)]).toEqual([1, 0]);

  await row.getByRole("button", { name: "发送" }).click();
  const ask = page.getByRole("dialog", { name: `发送“${title}”？` });
  await expect(ask).toContainText("预计送达 2 位用户");
  await ask.getByRole("button", { name: "发送" }).click();
  await expect(row).toContainText("已送达2 / 2");
  await expect(row.getByRole("button", { name: /发送|修改|停止/ })).toHaveCount(0);
  expect([await received(one, title), await received(two, title), await received(me, title)]).toEqual([1, 1, 1]);
  const message = { title, content: "今晚两点维护", url: "https://www.example.com/notice" };
  expect(await officialTo(one)).toContainEqual(message);
  await keepPicture(page, info, "notice-sent");
});

test("a notice to everyone is counted, rewritten and sent", async ({ page }) => {
  const operator = await colleague("operator");
  const title = unique("公告");
  const user = await someone();
  await signIn(page, operator, "/notices");
  await page.getByRole("button", { name: "写通知" }).click();
  const form = page.getByRole("dialog", { name: /通知$/ });
  await form.getByLabel("标题").fill(title);
  await form.getByLabel("内容").fill("写错了");
  await form.getByText("全部用户").click();
  await expect(form.getByLabel("用户编号")).toHaveCount(0);
  await form.getByRole("button", { name: "保存草稿" }).click();
  await expect(form).toBeHidden();
  const row = rowOf(page, title);
  await row.getByRole("button", { name: "修改" }).click();
  await form.getByLabel("内容").fill("写对了");
  await form.getByRole("button", { name: "保存草稿" }).click();
  await expect(row).toContainText("写对了");
  await row.getByRole("button", { name: "发送" }).click();
  const ask = page.getByRole("dialog", { name: `发送“${title}”？` });
  await expect(ask).toContainText(/预计送达 [1-9]\d+ 位用户/);
  await ask.getByRole("button", { name: "取消" }).click();
  await expect(row).toContainText("草稿");
  await row.getByRole("button", { name: "发送" }).click();
  await ask.getByRole("button", { name: "发送" }).click();
  await expect(row).toContainText("已送达");
  expect(await received(user, title)).toBe(1);

  const draft = unique("草稿");
  await (await apiOf(operator)).notices.create.mutate({ title: draft, content: "不发了", audience: "all" });
  await openPage(page);
  await rowOf(page, draft).getByRole("button", { name: "删除" }).click();
  const remove = page.getByRole("dialog", { name: `删除草稿“${draft}”？` });
  await remove.getByRole("button", { name: "删除" }).click();
  await expect(rowOf(page, draft)).toHaveCount(0);
});

/** A notice half of whose two receivers are served, as one is found while its job is between two batches. */
async function halfSent(staffId: string, title: string, [served, waiting]: [string, string]): Promise<void> {
  const db = openDatabase();
  const body = { title, content: "分批送达", url: "" };
  const [noticeId, now] = [randomBytes(16).toString("hex"), new Date()];
  const state = { status: "sending", total: 2, sent: 1, cursor: served, startTime: now };
  const data = { noticeId, staffId, ...body, audience: "list", uidList: [served, waiting], ...state, createTime: now };
  await db.notice.create({ data });
  await db.message.create({
    data: {
      uid: served,
      originPushType: OriginPushType.official,
      messageType: MessageType.alert,
      ...body,
      noticeId,
      createTime: now,
    },
    select: { messageId: true },
  });
  await db.$disconnect();
}

test("sending shows how far it is, stops when told, and goes on without telling anybody twice", async ({ page }) => {
  const operator = await colleague("operator");
  const users = [await someone(), await someone()].sort((a, b) => (a.uid < b.uid ? -1 : 1));
  const [first, second] = users;
  if (!first || !second) throw new Error("two users are needed");
  const title = unique("分批");
  await halfSent(operator.staffId, title, [first.uid, second.uid]);
  await signIn(page, operator, "/notices");
  const row = rowOf(page, title);
  await expect(row).toContainText("发送中1 / 2");
  await expect(row.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "50");
  await row.getByRole("button", { name: "停止" }).click();
  await page
    .getByRole("dialog", { name: `停止发送“${title}”？` })
    .getByRole("button", { name: "停止" })
    .click();
  await expect(row).toContainText("已停止1 / 2");
  expect([await received(first, title), await received(second, title)]).toEqual([1, 0]);
  await row.getByRole("button", { name: "继续发送" }).click();
  const ask = page.getByRole("dialog", { name: `继续发送“${title}”？` });
  await expect(ask).toContainText("其中 1 位已经收到，不会重复");
  await ask.getByRole("button", { name: "发送" }).click();
  await expect(row).toContainText("已送达2 / 2");
  expect([await received(first, title), await received(second, title)]).toEqual([1, 1]);
});
