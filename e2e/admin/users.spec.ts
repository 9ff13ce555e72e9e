import { randomBytes } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { type NativeUser, newUser } from "../h5/native";
import { urls } from "../stack";
import { adminToken, apiAs, colleague, confirmWith, dataRows, signIn } from "./staff";

/** What the user's page says under a label. */
const fact = (page: Page, label: string) =>
  page.locator(".ant-descriptions-item").filter({ has: page.getByText(label, { exact: true }) });

async function search(page: Page, text: string): Promise<void> {
  await page.getByLabel("搜索用户").fill(text);
  await page.getByLabel("搜索用户").press("Enter");
  await expect(page).toHaveURL(`${urls.admin}/users?${new URLSearchParams({ search: text })}`);
}

test("a user is found, looked at, and loses session and rights", async ({ page }) => {
  const nickname = `寻人${randomBytes(3).toString("hex")}`;
  const [user, friend] = await Promise.all([newUser({ nickname }), newUser({ nickname: "名片之交" })]);
  await user.post(`/user/${friend.uid}/card`);
  await user.post("/club", { name: "寻人的圈子", cover: "https://cdn.example.com/none.jpg" });
  await user.post("/room", { name: "寻人的活动", clubId: "" });
  await user.post(`/push/${randomBytes(10).toString("hex").slice(0, 19)}`);
  await signIn(page, await colleague("moderator"), "/users");

  const row = page.getByRole("row").filter({ hasText: nickname });
  const masked = `+86${user.mobile.slice(0, 3)}****${user.mobile.slice(-4)}`;
  for (const text of [nickname, user.uid, user.mobile]) {
    await search(page, text);
    await expect(row).toContainText(masked);
    await expect(dataRows(page)).toHaveCount(1);
  }
  await search(page, user.mobile.slice(0, 10));
  await expect(page.getByText("没有符合条件的用户")).toBeVisible();
  await search(page, nickname);
  await row.getByRole("link", { name: nickname }).click();

  await expect(fact(page, "手机号")).toContainText(masked);
  await expect(fact(page, "会话")).toContainText("127.0.0.1");
  await expect(fact(page, "推送设备")).not.toContainText("没有");
  await expect(fact(page, "名片")).toContainText("发出1，持有0");
  await expect(fact(page, "圈子、活动、日程")).toContainText("1、1、0");
  // Others may write to everyone meanwhile.
  await expect(fact(page, "消息")).toContainText(/\d/);
  await expect(page.getByRole("tabpanel").getByText("寻人的活动").first()).toBeVisible();
  await page.getByRole("tab", { name: "圈子" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("寻人的圈子");
  await page.getByRole("tab", { name: "名片" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("名片之交");
  await page.getByRole("tab", { name: "登录" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("127.0.0.1");

  await page.getByRole("button", { name: "查看" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "查看" }).click();
  await expect(page.getByText("请填写原因")).toBeVisible();
  await confirmWith(page, "用户来电核对", "查看");
  await expect(fact(page, "手机号")).toContainText(`+86${user.mobile}`);
  const { list } = await apiAs(await adminToken()).audit.search.query({ targetId: user.uid });
  expect(list).toMatchObject([{ action: "user.reveal", reason: "用户来电核对" }]);
  expect(JSON.stringify(list)).not.toContain(user.mobile);

  await page.getByRole("button", { name: "允许直播" }).click();
  await confirmWith(page, "主播认证", "允许");
  await expect(page.getByRole("button", { name: "取消直播" })).toBeVisible();
  expect((await user.ask("GET", `/user/${user.uid}/profile`)).result).toMatchObject({ allowLive: 1 });

  await page.getByRole("button", { name: "结束会话" }).click();
  await confirmWith(page, "手机丢失", "结束会话");
  await expect(fact(page, "会话")).toContainText("未登录");
  expect((await user.ask("GET", `/user/${user.uid}/profile`)).http).toBe(401);
});

/** Who is in a room, as its host's app sees it. */
async function membersOf(host: NativeUser, roomId: string): Promise<string[]> {
  const { result } = await host.ask<{ memberList: { uid: string }[] }>("GET", `/room/${roomId}`);
  return result.memberList.map(({ uid }) => uid);
}

test("a freeze ends session, presence and voice at once, and keeps out until it is lifted", async ({ page }) => {
  const [host, user] = await Promise.all([newUser({ nickname: "冻结现场" }), newUser({ nickname: "将被冻结" })]);
  const { roomId } = await host.post<{ roomId: string }>("/room", { name: "冻结现场的活动", clubId: "" });
  await user.post(`/room/${roomId}/token`);
  expect(await membersOf(host, roomId)).toContain(user.uid);
  await signIn(page, await colleague("moderator"), `/users/${user.uid}`);

  await page.getByRole("button", { name: "处理", exact: true }).click();
  await page.getByRole("checkbox", { name: "冻结账号" }).check();
  await page.getByLabel("冻结多久").click();
  await page.getByTitle("1天", { exact: true }).click();
  await confirmWith(page, "辱骂他人", "确认处理");
  await expect(page.getByText(/^冻结至/)).toBeVisible();
  expect((await user.ask("GET", `/user/${user.uid}/profile`)).http).toBe(401);
  expect(await membersOf(host, roomId)).not.toContain(user.uid);
  const kicks = async () => (await fetch(`${urls.sandbox}/inspect/agora?cname=${roomId}`)).json();
  await expect.poll(kicks).toMatchObject([{ privileges: ["join_channel"], minutes: 1440, outcome: "ok" }]);
  expect(await user.tryLogin(user.mobile)).toMatchObject({ status: 0, result: 100002 });

  await page.getByRole("button", { name: "处理", exact: true }).click();
  await page.getByRole("checkbox", { name: "解除现有处罚" }).check();
  await confirmWith(page, "申诉成立", "确认处理");
  await expect(page.getByText("已解除")).toBeVisible();
  await user.signIn(user.mobile);
  expect((await user.ask("GET", `/user/${user.uid}/profile`)).http).toBe(200);
});
