import type { MessagePage } from "@chaoqer/contract/message";
import { expect, type Page, test } from "@playwright/test";
import { newUser } from "../h5/native";
import { colleague, confirmWith, openPage, signIn } from "./staff";

/** Ends the only thing that a list shows, which takes a reason. */
async function end(page: Page, path: string, button: string): Promise<void> {
  await openPage(page, path);
  await page.getByRole("row").getByRole("button", { name: button }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button").filter({ hasText: button }).click();
  await expect(dialog.getByText("请填写原因")).toBeVisible();
  await confirmWith(page, "涉及诈骗", button);
}

test("a room is closed, a club dissolved, an event deleted, and their owner is told", async ({ page }) => {
  const owner = await newUser({ nickname: "地主" });
  const { clubId } = await owner.post<{ clubId: string }>("/club", {
    name: "要散的圈子",
    cover: "https://c.example/c.jpg",
  });
  const room = await owner.post<{ roomId: string }>("/room", { name: "要关的活动", clubId: "" });
  const event = await owner.post<{ eventId: string }>("/event", {
    name: "要删的日程",
    eventTime: Date.now() + 3_600_000,
    memberUidList: [owner.uid],
  });
  await signIn(page, await colleague("moderator"));

  await end(page, `/rooms?search=${owner.uid}`, "关闭");
  await expect(page.getByText("没有符合条件的活动")).toBeVisible();
  await page.getByText("已结束").click();
  await expect(page.getByRole("row").filter({ hasText: "要关的活动" })).toContainText("员工关闭");
  expect((await owner.ask("GET", `/room/${room.roomId}`)).result).toBe(400000);

  const clubRoom = await owner.post<{ roomId: string }>("/room", { name: "圈子里的活动", clubId });
  await end(page, `/clubs?search=${clubId}`, "解散");
  await page.getByText("已解散", { exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: "要散的圈子" })).toContainText("已解散");
  expect((await owner.ask("GET", `/club/${clubId}`)).result).toBe(500000);
  expect((await owner.ask("GET", `/room/${clubRoom.roomId}`)).result).toBe(400000);

  await end(page, `/events?search=${event.eventId}`, "删除");
  await page.getByText("已删除", { exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: "要删的日程" })).toContainText("已删除");
  expect((await owner.ask("GET", `/event/${event.eventId}`)).result).toBe(600000);

  const { result } = await owner.ask<MessagePage>("GET", "/user/message", { count: 10 });
  const titles = result.list.map(({ userMessageResult }) => userMessageResult.messageBody.title);
  expect(titles).toEqual(expect.arrayContaining(["活动已关闭", "圈子已解散", "日程已删除"]));
});
