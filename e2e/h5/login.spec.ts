import type { Page } from "@playwright/test";
import { urls } from "../stack";
import { expectAccessible, keepPicture } from "./look";
import { ROOM_NAME } from "./scene";
import { expect, openThroughLogin, test, wechatPhone } from "./test";

test.use(wechatPhone);

const AUTHORIZE = `${urls.sandbox}/connect/oauth2/authorize**`;
const SPENT_CODE = "0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/** The address behind a choice on the sandbox's page, with other parameters if asked. */
function choice(page: Page, changes: Record<string, string> = {}): string {
  const url = new URL(page.url());
  url.hash = "";
  for (const [name, value] of Object.entries({ ...changes, openid: "oSandbox_user_000000000000002" }))
    url.searchParams.set(name, value);
  return url.href;
}

/** Agrees on the sandbox's page, and waits until that page is left. */
async function agree(page: Page): Promise<void> {
  const before = page.url();
  await page.getByRole("link", { name: "林小雨" }).click();
  await expect(page).not.toHaveURL(before);
}

/** Lets WeChat send the visitor back with a code that it does not know (any more), so many times. */
async function giveSpentCodes(page: Page, times: number): Promise<void> {
  let given = 0;
  await page.route(/\/connect\/oauth2\/authorize\?.*openid=/, (route) => {
    if (given >= times) return route.continue();
    given += 1;
    const { searchParams } = new URL(route.request().url());
    const location = `${searchParams.get("redirect_uri")}?code=${SPENT_CODE}&state=${searchParams.get("state")}`;
    return route.fulfill({ status: 302, headers: { location } });
  });
}

test("a deep link survives the login, and the address is clean afterwards", async ({ page, scene }) => {
  const path = `${scene.room}?from=singlemessage&isappinstalled=0`;
  await openThroughLogin(page, path);
  expect(page.url()).toBe(urls.h5 + path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(ROOM_NAME);
});

test("the login asks for nothing but who it is, in the form that WeChat wants", async ({ page, scene }) => {
  const asked = page.waitForRequest(AUTHORIZE);
  await page.goto(scene.club);
  const url = new URL((await asked).url());
  expect([...url.searchParams.keys()]).toEqual(["appid", "redirect_uri", "response_type", "scope", "state"]);
  expect(url.searchParams.get("scope")).toBe("snsapi_base");
  expect(url.searchParams.get("state")).toMatch(/^[a-zA-Z0-9]{20,128}$/);
});

test("the session is a cookie that scripts cannot read, and no token is in the page", async ({
  page,
  context,
  scene,
}) => {
  await openThroughLogin(page, scene.room);
  const session = (await context.cookies()).find(({ name }) => name === "chaoqer_wx");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", secure: false, path: "/" });
  const days = ((session?.expires ?? 0) - Date.now() / 1000) / 86_400;
  expect(Math.round(days)).toBe(30);
  expect(await page.evaluate(() => document.cookie)).toBe("");
  const html = await page.content();
  expect(html).not.toContain(session?.value ?? "");
  expect(html).not.toContain("ticket");
});

test("a refused login says so and can be tried again", async ({ page, scene, complaints }, info) => {
  await page.goto(scene.room);
  await page.waitForURL(AUTHORIZE);
  await page.getByRole("link", { name: "拒绝" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("还没有登录");
  await expectAccessible(page);
  await keepPicture(page, info, "login-refused");
  await page.getByRole("link", { name: "再试一次" }).click();
  await page.waitForURL(AUTHORIZE);
  await page.getByRole("link", { name: "林小雨" }).click();
  await expect(page).toHaveURL(urls.h5 + scene.room);
  expect(complaints.every((complaint) => complaint.includes("403"))).toBe(true);
  complaints.length = 0;
});

test("a spent code starts the login over once", async ({ page, scene }) => {
  await giveSpentCodes(page, 1);
  await page.goto(scene.room);
  await agree(page);
  await page.waitForURL(AUTHORIZE);
  await agree(page);
  await expect(page).toHaveURL(urls.h5 + scene.room);
});

test("codes that stay bad end on a page and not in a loop", async ({ page, scene, complaints }, info) => {
  await giveSpentCodes(page, 9);
  await page.goto(scene.room);
  await agree(page);
  await page.waitForURL(AUTHORIZE);
  await agree(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("登录没有成功");
  await keepPicture(page, info, "login-failed");
  expect(complaints.every((complaint) => complaint.includes("401"))).toBe(true);
  complaints.length = 0;
});

test("a code that comes with another state opens no session", async ({ page, context, scene, complaints }) => {
  await page.goto(scene.room);
  await page.waitForURL(AUTHORIZE);
  await page.goto(choice(page, { state: Buffer.from("somebody-else").toString("hex") }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("登录没有成功");
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("chaoqer_wx");
  expect(complaints.every((complaint) => complaint.includes("401"))).toBe(true);
  complaints.length = 0;
});

test("coming back a second time, as by the back button, is no obstacle", async ({ page, scene }) => {
  const back = page.waitForRequest("**/api/auth/callback/wechat**");
  await openThroughLogin(page, scene.room);
  await page.goto((await back).url());
  await expect(page).toHaveURL(urls.h5 + scene.room);
});

test("a session that the api no longer knows leads to a new login", async ({ page, context, scene }) => {
  await context.addCookies([{ name: "chaoqer_wx", value: "ab".repeat(32), url: urls.h5 }]);
  await openThroughLogin(page, scene.room);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(ROOM_NAME);
});

test("the virtual user of a snapshot page gets no session", async ({ page, context, scene, complaints }) => {
  await page.route("**/connect/oauth2/authorize**", async (route) => {
    const url = route.request().url().replace("snsapi_base", "snsapi_userinfo");
    await route.continue({ url });
  });
  await page.goto(scene.room);
  await page.waitForURL(AUTHORIZE);
  await page.getByRole("link", { name: "微信用户" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("请打开完整网页");
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("chaoqer_wx");
  expect(complaints.every((complaint) => complaint.includes("403"))).toBe(true);
  complaints.length = 0;
});

const OUTSIDE = [
  "https://evil.example/x",
  "//evil.example",
  "/\\evil.example",
  "/.//evil.example",
  "javascript:alert(1)",
];
for (const to of OUTSIDE) {
  test(`a login does not lead on to ${to}`, async ({ page, complaints }) => {
    await page.goto(`/api/login?to=${encodeURIComponent(to)}`);
    await page.waitForURL(AUTHORIZE);
    await page.goto(choice(page));
    expect(new URL(page.url()).origin).toBe(urls.h5);
    // What is left of such an address may be no page of ours.
    expect(complaints.every((complaint) => complaint.includes("404"))).toBe(true);
    complaints.length = 0;
  });
}
