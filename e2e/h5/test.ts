import { test as base, devices, expect, type Page } from "@playwright/test";
import { urls } from "../stack";
import { jsSdkScript } from "./js-sdk";
import { CDN, makeScene, type Scene } from "./scene";

const WECHAT =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 " +
  "MicroMessenger/8.0.44(0x18002c2f) NetType/WIFI Language/zh_CN";
const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#7a9e9f" d="M0 0h9v9H0z"/><circle cx="4.5" cy="4" r="2" fill="#fff"/></svg>';

/** A device that Chromium plays, whatever browser it comes with. */
function playing(name: string) {
  const { defaultBrowserType: _, ...device } = devices[name] ?? {};
  return device;
}

/** A phone, 375 px wide. */
export const phone = { ...playing("iPhone 13"), viewport: { width: 375, height: 740 } };
export const android = playing("Pixel 7");
/** The same phone in WeChat. */
export const wechatPhone = { ...phone, userAgent: WECHAT };

interface Fixtures {
  /** What the browser complained of; a test that expects complaints empties it. */
  complaints: string[];
}

/** A page without complaints: no console errors, no policy violations. The CDN and WeChat's hosts are stood in for. */
export const test = base.extend<Fixtures, { scene: Scene }>({
  scene: [
    // biome-ignore lint/correctness/noEmptyPattern: the fixture needs no other
    async ({}, use) => use(await makeScene()),
    { scope: "worker", timeout: 120_000 },
  ],
  complaints: [
    async ({ page, context }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await context.route(`${CDN}/**`, (route) => route.fulfill({ contentType: "image/svg+xml", body: PICTURE }));
      await context.route(/\/\/res2?\.wx\.qq\.com\//, (route) =>
        route.fulfill({ contentType: "text/javascript", body: jsSdkScript() }),
      );
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a page as a visitor whom WeChat does not know here yet, and who agrees to the login. */
export async function openThroughLogin(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForURL(`${urls.sandbox}/connect/oauth2/authorize**`);
  await page.getByRole("link", { name: "林小雨" }).click();
  await page.waitForURL(urls.h5 + path);
}

export { expect };
