import { expectAccessible, expectNoSidewaysScroll, keepPicture } from "./look";
import { expect, openThroughLogin, test, wechatPhone } from "./test";

const NOBODY = "0123456789abcdef0123456789abcdef";
const PAGES = { room: "活动", club: "圈子", profile: "用户", event: "日程" };

test.afterEach(({ complaints }) => {
  expect(complaints.every((complaint) => complaint.includes("404"))).toBe(true);
  complaints.length = 0;
});

for (const [kind, word] of Object.entries(PAGES)) {
  test(`${kind}: an unknown id says so, and is no page`, async ({ page }, info) => {
    const response = await page.goto(`/${kind}/${NOBODY}`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("找不到");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(word);
    await expectAccessible(page);
    await keepPicture(page, info, `gone-${kind}`);
  });
}

for (const path of ["/room/xyz", `/room/${NOBODY}/xyz`, "/club/..%2f..%2fetc", "/profile/%3Cscript%3E", "/event/1"]) {
  test(`${path} is nothing, and nobody is asked to log in for it`, async ({ browser }) => {
    const context = await browser.newContext(wechatPhone);
    const page = await context.newPage();
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    expect(new URL(page.url()).pathname).toBe(path);
    await context.close();
  });
}

test.describe("in WeChat", () => {
  test.use(wechatPhone);

  test("an unknown room, after the login", async ({ page }, info) => {
    await openThroughLogin(page, `/room/${NOBODY}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("这个活动找不到了");
    await keepPicture(page, info, "gone-wechat");
  });

  test("a path that is no page", async ({ page }, info) => {
    const response = await page.goto("/nothing/here");
    expect(response?.status()).toBe(404);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page);
    await keepPicture(page, info, "not-found");
  });
});
