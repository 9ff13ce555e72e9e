import { ChannelClient, type ChannelSocket } from "@chaoqer/contract/channel-client";
import { expect, type Locator, test } from "@playwright/test";
import { WebSocket } from "ws";
import { type NativeUser, newUser } from "../h5/native";
import { ports } from "../stack";
import { adminToken, apiAs, colleague, openPage, signIn } from "./staff";

/** A case and a room's page that follow what really happens in the room. */

const clients: ChannelClient[] = [];
test.afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

/** Comes into a room, as the apps do. */
async function enter(user: NativeUser, roomId: string): Promise<ChannelClient> {
  const open = (after: number | undefined) => {
    const query = after === undefined ? "" : `?after=${after}`;
    const url = `ws://localhost:${ports.api}/channel/${roomId}${query}`;
    return new WebSocket(url, { headers: user.authorization() }) as unknown as ChannelSocket;
  };
  const client = new ChannelClient({ uid: user.uid, open });
  clients.push(client);
  await expect.poll(() => client.connected).toBe(true);
  return client;
}

/** Those of a kind that the page names, like 台上. */
const group = (page: Locator, name: string, total: number) => page.getByRole("region", { name: `${name} ${total} 人` });

test("a case follows its room: who comes, asks, speaks, is muted and goes, until it is closed", async ({
  page,
}, info) => {
  // Four people sign in for it.
  test.slow();
  const host = await newUser({ nickname: "主持人小满" });
  const ann = await newUser({ nickname: "想说话的阿哲" });
  const ben = await newUser({ nickname: "只听的苏苏" });
  const { roomId } = await host.post<{ roomId: string }>("/room", { name: "深夜电台", clubId: "" });
  const onStage = await enter(host, roomId);
  await ben.post("/app/report", {
    originReportType: 2,
    originId: roomId,
    reportReasonType: 5,
    reason: "有人在骂人",
  });

  await page.setViewportSize({ width: 1440, height: 900 });
  const { list } = await apiAs(await adminToken()).reports.list.query({ search: roomId });
  await signIn(page, await colleague("moderator"), `/reports/${list[0]?.caseId}`);
  const card = page.locator(".ant-card", { hasText: "活动现场" });
  await expect(card.getByRole("status")).toHaveText("实时");
  await expect(group(card, "台上", 1)).toContainText("主持人小满");

  const annSocket = await enter(ann, roomId);
  const benSocket = await enter(ben, roomId);
  await expect(group(card, "听众", 2)).toContainText("只听的苏苏");
  annSocket.send({ event: "invite", action: "request" });
  await expect(group(card, "举手", 1)).toContainText("想说话的阿哲");
  onStage.send({ event: "invite", action: "response", data: ann.uid });
  await expect(group(card, "举手", 1)).toBeHidden();
  annSocket.send({ event: "role", action: 1, data: ann.uid });
  await expect(group(card, "台上", 2)).toContainText("想说话的阿哲 发言者");
  onStage.send({ event: "mute", data: ann.uid });
  await expect(group(card, "台上", 2)).toContainText("已静音");
  await page.screenshot({ path: info.outputPath("case-1440.png"), fullPage: true });
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.screenshot({ path: info.outputPath("case-1024.png"), fullPage: true });
  benSocket.send({ event: "connection", action: "leave" });
  await expect(card.getByText("只听的苏苏")).toBeHidden();

  // Without the subscription the page shows what it knows, says so, and tries again.
  const other = await page.context().newPage();
  const stream = (url: URL) => url.pathname === "/trpc/staff.rooms.watch";
  await other.route(stream, (route) => route.fulfill({ status: 502 }));
  await openPage(other, `/rooms/${roomId}`);
  await expect(other.locator("main").getByRole("status")).toHaveText("连接断开，正在重连…");
  await expect(other.locator("main")).toContainText("想说话的阿哲 发言者");
  await other.unroute(stream);
  await expect(other.locator("main").getByRole("status")).toHaveText("实时");
  await expect(group(other.locator("main"), "台上", 2)).toBeVisible();
  await other.screenshot({ path: info.outputPath("room.png"), fullPage: true });
  await other.getByRole("button", { name: "关闭" }).click();
  await other.getByLabel("原因").fill("骂人");
  await other.getByRole("dialog").getByRole("button").filter({ hasText: "关闭" }).click();
  await expect(other.getByRole("status").filter({ hasText: "已结束" })).toBeVisible();
  await page.bringToFront();
  await expect(card.getByRole("status")).toHaveText("已结束");
  await other.close();
});
