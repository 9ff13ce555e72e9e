import { urls } from "../stack";
import { expectAccessible, expectNoSidewaysScroll, keepPicture } from "./look";
import { CLUB_NAME, HOST_NAME, ROOM_NAME, type Scene } from "./scene";
import { android, expect, phone, test } from "./test";

/** What the page tried last; the schemes themselves lead nowhere in a test's browser. */
const opened = async (branch: string): Promise<number> => {
  const text = await (await fetch(`${urls.api}/metrics`)).text();
  return Number(new RegExp(`^chaoqer_app_opens_total\\{branch="${branch}"\\} (\\d+)`, "m").exec(text)?.[1] ?? 0);
};

const INVITATIONS: { name: string; path: (scene: Scene) => string; title: string; lead: string }[] = [
  { name: "room", path: ({ room }) => room, title: ROOM_NAME, lead: "邀请你加入语音活动" },
  { name: "room-private", path: ({ privateRoom }) => privateRoom, title: "私密活动", lead: "邀请你加入语音活动" },
  { name: "room-closed", path: ({ closedRoom }) => closedRoom, title: "早起打卡第三十天", lead: "这场活动已经结束" },
  { name: "club", path: ({ club }) => club, title: CLUB_NAME, lead: "邀请你加入圈子" },
  { name: "profile", path: ({ profile }) => profile, title: HOST_NAME, lead: "邀请你认识一位朋友" },
  { name: "event", path: ({ eventAhead }) => eventAhead, title: "简历门诊", lead: "邀请你参加日程" },
];

test.describe("on a desktop", () => {
  for (const { name, path, title, lead } of INVITATIONS) {
    test(`${name}: an invitation without a login`, async ({ page, scene }, info) => {
      const response = await page.goto(path(scene));
      expect(response?.status()).toBe(200);
      expect(page.url()).toBe(urls.h5 + path(scene));
      await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
      await expect(page.getByText(lead)).toBeVisible();
      await expect(page.getByRole("img", { name: "这个页面的二维码" })).toBeVisible();
      await expectAccessible(page);
      await keepPicture(page, info, `invitation-${name}-desktop`);
      await page.setViewportSize({ width: 320, height: 640 });
      await expectNoSidewaysScroll(page);
    });
  }

  test("anybody may log in with the sandbox's WeChat and sees everything", async ({ page, scene }, info) => {
    await page.goto(scene.room);
    await page.getByRole("link", { name: "用沙箱微信登录" }).click();
    await page.getByRole("link", { name: "Mia" }).click();
    await expect(page.getByText("8 人")).toBeVisible();
    await expect(page.getByRole("img", { name: "这个页面的二维码" })).toBeVisible();
    await keepPicture(page, info, "room-desktop");
  });

  test("a session that has ended is no obstacle", async ({ page, context, scene }) => {
    await context.addCookies([{ name: "chaoqer_wx", value: "cd".repeat(32), url: urls.h5 }]);
    await page.goto(scene.room);
    await expect(page.getByText("邀请你加入语音活动")).toBeVisible();
    expect((await context.cookies()).map(({ name }) => name)).not.toContain("chaoqer_wx");
  });
});

test.describe("in a phone's browser", () => {
  test.use(android);

  test("the button tries the scheme, and then goes where the app is to be had", async ({
    page,
    context,
    scene,
  }, info) => {
    const versions = await (await fetch(`${urls.api}/trpc/app.latest`)).json();
    const list = (versions as { result: { data: { json: { clientType: number; downloadUrl: string }[] } } }).result
      .data;
    const download = list.json.find(({ clientType }) => clientType === 2)?.downloadUrl ?? "";
    await context.route(download, (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>download</title>" }),
    );
    const before = { scheme: await opened("scheme"), download: await opened("download") };
    await page.goto(scene.room);
    await expect(page.locator("#open-app")).toHaveAttribute("href", `chaoqer://room/${scene.roomId}`);
    await expectAccessible(page);
    await keepPicture(page, info, "invitation-room-android");
    await page.locator("#open-app").click();
    await expect(page).toHaveURL(download);
    await expect.poll(() => opened("scheme")).toBeGreaterThan(before.scheme);
    await expect.poll(() => opened("download")).toBeGreaterThan(before.download);
  });

  test("once the app has come over the page, the page stays where it is", async ({ page, scene }) => {
    await page.goto(scene.club);
    await page.clock.install();
    await page.locator("#open-app").click();
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await page.clock.runFor(10_000);
    expect(page.url()).toBe(urls.h5 + scene.club);
  });
});

test.describe("on an iPhone", () => {
  test.use(phone);

  test("the landing page offers the phone's own platform first", async ({ page }, info) => {
    await page.goto("/");
    await expect(page.getByRole("region", { name: "下载" }).getByRole("link").first()).toContainText("iPhone");
    await expectAccessible(page);
    await keepPicture(page, info, "landing-light");
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
    await keepPicture(page, info, "landing-dark");
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await expectNoSidewaysScroll(page);
      await keepPicture(page, info, `landing-${width}`);
    }
  });
});
