import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { urls } from "../stack";
import { expectAccessible, keepPicture } from "./look";
import { startRelay, startSite } from "./own-site";
import { expect, openThroughLogin, test, wechatPhone } from "./test";

const SCRIPT_BUDGET = 20 * 1024;

test.use(wechatPhone);

/** Leaves a site before it stops, so that nothing of the page is still asked for. */
const leave = (page: Page) => page.goto("about:blank");

test("all scripts of a page together keep within 20 KB", async ({ page, scene }, info) => {
  await openThroughLogin(page, scene.room);
  const sizes: Record<string, number> = {};
  page.on("response", async (response) => {
    if (response.request().resourceType() !== "script" || !response.url().startsWith(urls.h5)) return;
    sizes[new URL(response.url()).pathname] = gzipSync(await response.body()).length;
  });
  await page.reload({ waitUntil: "networkidle" });
  const inline = await page
    .locator("script:not([src])")
    .evaluateAll((scripts) => scripts.map((s) => s.textContent ?? ""));
  const sent = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const all = sent + gzipSync(inline.join("")).length;
  const figure = `scripts of a room's page: ${all} bytes gzip (${JSON.stringify(sizes)} and data in the page)`;
  console.log(figure);
  info.annotations.push({ type: "script bytes", description: figure });
  expect(Object.keys(sizes)).toEqual(["/page.js"]);
  expect(all).toBeLessThanOrEqual(SCRIPT_BUDGET);
});

test("a page costs one round trip to the api", async ({ page, scene }) => {
  const relay = await startRelay();
  const site = await startSite({ API_URL: relay.url });
  await page.goto(site.url + scene.room);
  await page.waitForURL(`${urls.sandbox}/**`);
  await page.getByRole("link", { name: "林小雨" }).click();
  await page.waitForURL(site.url + scene.room);
  expect(relay.asked).toEqual(["/trpc/h5.login", "/trpc/h5.weixinConfig,h5.room,app.latest"]);
  relay.asked.length = 0;
  for (const path of [scene.club, scene.profile, scene.eventAhead]) await page.goto(site.url + path);
  expect(relay.asked).toHaveLength(3);
  await leave(page);
  await site.stop();
  await relay.stop();
});

test("while the api is away a page says so with 503, and is there again afterwards", async ({
  page,
  scene,
  complaints,
}, info) => {
  const site = await startSite({ API_URL: "http://localhost:9" });
  for (const path of ["/", scene.room]) {
    await page.context().addCookies([{ name: "chaoqer_wx", value: "ab".repeat(32), url: site.url }]);
    const response = await page.goto(site.url + path);
    expect(response?.status()).toBe(503);
    expect(response?.headers()["retry-after"]).toBe("10");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("暂时连不上");
    await expect(page.getByRole("link", { name: "再试一次" })).toHaveAttribute("href", path);
    expect(await page.content()).not.toContain("ECONNREFUSED");
  }
  await expectAccessible(page);
  await keepPicture(page, info, "away-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await keepPicture(page, info, "away-dark");
  await leave(page);
  await site.stop();
  expect(complaints.every((complaint) => complaint.includes("503"))).toBe(true);
  complaints.length = 0;
});

test("a universal link is used where there is one", async ({ browser, scene }) => {
  const site = await startSite({ APP_LINK_URL: "https://app.example.com" });
  const context = await browser.newContext({ ...wechatPhone, userAgent: "Mozilla/5.0 (iPhone) Safari/604.1" });
  const page = await context.newPage();
  await page.goto(site.url + scene.club);
  await expect(page.locator("#open-app")).toHaveAttribute("href", `https://app.example.com/club/${scene.clubId}`);
  await context.close();
  await site.stop();
});

test("shared pages stay out of indexes, the landing page does not", async ({ request, scene }) => {
  const shared = await request.get(scene.profile, { headers: { "user-agent": "Googlebot/2.1" } });
  expect(shared.headers()["x-robots-tag"]).toBe("noindex, nofollow");
  expect((await request.get("/")).headers()["x-robots-tag"]).toBeUndefined();
  const robots = await (await request.get("/robots.txt")).text();
  for (const kind of ["room", "club", "profile", "event"]) expect(robots).toContain(`Disallow: /${kind}/`);
});

test("scripts come from here and from WeChat only", async ({ request, scene }) => {
  for (const path of ["/", scene.room, "/nothing", "/login", "/api/nothing"]) {
    const policy = (await request.get(path, { maxRedirects: 0 })).headers()["content-security-policy"];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self' https:\/\/res\.wx\.qq\.com https:\/\/res2\.wx\.qq\.com;/);
    expect(policy).toContain("frame-ancestors 'none'");
  }
});

test("what counts the ways into the app takes nothing else", async ({ request }) => {
  const post = (data: string) => request.post("/api/opened", { data, headers: { "content-type": "text/plain" } });
  expect((await post("overlay")).status()).toBe(204);
  expect((await post("other")).status()).toBe(400);
  expect((await request.get("/api/opened")).status()).toBe(405);
});
