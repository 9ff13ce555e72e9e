import { createHash } from "node:crypto";
import { DEFAULT_ACCESS_SECRET, sign } from "@chaoqer/contract/sign";
import type { BrowserContext, Page } from "@playwright/test";
import { urls } from "../stack";
import { jsSdkScript } from "./js-sdk";
import { expectAccessible, keepPicture } from "./look";
import { CDN, CLUB_NAME, HOST_NAME, ROOM_NAME } from "./scene";
import { expect, openThroughLogin, test, wechatPhone } from "./test";

test.use(wechatPhone);

const calls = (page: Page) => page.evaluate(() => window.jsSdkCalls);

/** The ticket that the api signs with, asked of the documented call. */
async function ticket(context: BrowserContext, url: string): Promise<string> {
  const session = (await context.cookies()).find(({ name }) => name === "chaoqer_wx")?.value;
  const own = { url, ts: Date.now() };
  const response = await fetch(`${urls.api}/h5/weixin/config`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${session}` },
    body: JSON.stringify({ ...own, sign: sign(own, DEFAULT_ACCESS_SECRET) }),
  });
  return ((await response.json()) as { result: { jsapi_ticket: string } }).result.jsapi_ticket;
}

test("the configuration is signed for the very address of the page", async ({ page, context, scene }) => {
  await openThroughLogin(page, `${scene.room}?from=timeline`);
  await expect.poll(async () => (await calls(page))?.configs.length).toBe(1);
  const config = (await calls(page)).configs[0];
  const jsapiTicket = await ticket(context, page.url());
  const text = `jsapi_ticket=${jsapiTicket}&noncestr=${config?.nonceStr}&timestamp=${config?.timestamp}&url=${page.url()}`;
  expect(config?.signature).toBe(createHash("sha1").update(text).digest("hex"));
  expect(config?.jsApiList).toEqual(["updateAppMessageShareData", "updateTimelineShareData"]);
  expect(config?.openTagList).toEqual(["wx-open-launch-app"]);
});

test("a re-share is a card of the page itself", async ({ page, scene }) => {
  await openThroughLogin(page, `${scene.room}?from=timeline`);
  await expect.poll(async () => (await calls(page))?.timeline).toBeTruthy();
  const title = `${HOST_NAME}邀请你：${ROOM_NAME}`;
  const link = urls.h5 + scene.room;
  const imgUrl = `${CDN}/cover.jpg`;
  expect((await calls(page)).message).toEqual({ title, desc: `${CLUB_NAME} · 8 人在场，点开就能听`, link, imgUrl });
  expect((await calls(page)).timeline).toEqual({ title, link, imgUrl });
});

test("a refused configuration is tried once more, for the address the visit began at", async ({
  page,
  context,
  scene,
}) => {
  await context.route(/\/\/res\.wx\.qq\.com\//, (route) =>
    route.fulfill({ contentType: "text/javascript", body: jsSdkScript(2) }),
  );
  await openThroughLogin(page, scene.club);
  const asked = page.waitForRequest("**/api/wechat/config?**");
  await page.goto(scene.profile);
  expect(new URL((await asked).url()).searchParams.get("url")).toBe(urls.h5 + scene.club);
  await expect.poll(async () => (await calls(page))?.configs.length).toBe(2);
  expect((await calls(page)).message).toBeUndefined();
});

test("WeChat's second host serves when the first is away", async ({ page, context, scene, complaints }) => {
  await context.route(/\/\/res\.wx\.qq\.com\//, (route) => route.abort());
  await openThroughLogin(page, scene.club);
  await expect.poll(async () => (await calls(page))?.message).toBeTruthy();
  complaints.length = 0;
});

test("the open tag carries the deep link, and takes the taps once it is ready", async ({ page, scene }) => {
  await openThroughLogin(page, scene.room);
  const tag = page.locator("wx-open-launch-app");
  await expect(tag).toHaveAttribute("extinfo", `chaoqer://room/${scene.roomId}`);
  await expect(tag).toHaveAttribute("appid", /^wx[a-f0-9]{16}$/);
  await expect(tag.locator("script")).toHaveAttribute("type", "text/wxtag-template");
  await expect(tag).toHaveCSS("pointer-events", "none");
  await tag.dispatchEvent("ready");
  await expect(tag).toHaveCSS("pointer-events", "auto");
  const counted = page.waitForRequest("**/api/opened");
  await tag.dispatchEvent("launch");
  expect((await counted).postData()).toBe("openTag");
});

test("where the open tag fails, the page says how to go on in a browser", async ({ page, scene }, info) => {
  await openThroughLogin(page, scene.room);
  await page.locator("wx-open-launch-app").dispatchEvent("error");
  await expect(page.getByText("请在浏览器打开")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, info, "overlay");
});

test("where WeChat knows no open tags, the button works alone", async ({ page, scene }) => {
  await openThroughLogin(page, scene.room);
  await page.evaluate(() => document.dispatchEvent(new Event("WeixinOpenTagsError")));
  await expect(page.locator("wx-open-launch-app")).toHaveCount(0);
  await page.locator("#open-app").click();
  await expect(page.getByText("请在浏览器打开")).toBeVisible();
});
