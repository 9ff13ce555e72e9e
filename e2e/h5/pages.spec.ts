import { expectAccessible, expectNoSidewaysScroll, keepPicture, layoutShifts } from "./look";
import { BIO, CLUB_NAME, EVENT_NAME, HOST_NAME, ROOM_NAME, type Scene } from "./scene";
import { expect, openThroughLogin, test, wechatPhone } from "./test";

test.use(wechatPhone);

interface Shown {
  name: string;
  path: (scene: Scene) => string;
  heading: string;
  words: (string | RegExp)[];
  opens: (scene: Scene) => string;
}

const PAGES: Shown[] = [
  {
    name: "room",
    path: ({ room }) => room,
    heading: ROOM_NAME,
    words: [
      HOST_NAME,
      "邀请你一起听",
      "正在进行",
      "圈子活动",
      CLUB_NAME,
      "8 人",
      "还有 2 人",
      /刚刚开始|已聊 \d+ 分钟/,
    ],
    opens: ({ roomId }) => `chaoqer://room/${roomId}`,
  },
  {
    name: "room-private",
    path: ({ privateRoom }) => privateRoom,
    heading: "两个人的晚安电台",
    words: ["私密活动", "1 人"],
    opens: () => "chaoqer://room/",
  },
  {
    name: "room-closed",
    path: ({ closedRoom }) => closedRoom,
    heading: "早起打卡第三十天",
    words: ["已结束", "这场活动已经结束"],
    opens: ({ host }) => `chaoqer://profile/${host.uid}`,
  },
  {
    name: "club",
    path: ({ club }) => club,
    heading: CLUB_NAME,
    words: ["圈子", "成员", "8", "最近加入"],
    opens: ({ clubId }) => `chaoqer://club/${clubId}`,
  },
  {
    name: "profile",
    path: ({ profile }) => profile,
    heading: HOST_NAME,
    words: ["白天写需求", "https://example.com/notes"],
    opens: ({ host }) => `chaoqer://profile/${host.uid}`,
  },
  {
    name: "event",
    path: ({ eventAhead }) => eventAhead,
    heading: EVENT_NAME,
    words: ["马上开始", "北京时间", /还有 \d+ 分钟/, "提前把简历", HOST_NAME, "主持人", "阿哲", "嘉宾"],
    opens: ({ eventAhead }) => `chaoqer:/${eventAhead}`,
  },
  {
    name: "event-running",
    path: ({ eventRunning }) => eventRunning,
    heading: "《夜航船》共读第四次",
    words: ["正在进行", "现在就能进去听"],
    opens: ({ eventRoomId }) => `chaoqer://room/${eventRoomId}`,
  },
];

for (const { name, path, heading, words, opens } of PAGES) {
  test(`${name}: shows what was shared`, async ({ page, scene }, info) => {
    await openThroughLogin(page, path(scene));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    for (const word of words) await expect(page.getByRole("main")).toContainText(word);
    await expect(page.locator("#open-app")).toHaveAttribute("data-deep-link", new RegExp(`^${opens(scene)}`));
    expect(await page.title()).toContain(heading);
    for (const property of ["og:title", "og:description", "og:image", "og:url"])
      await expect(page.locator(`meta[property="${property}"]`)).toHaveAttribute("content", /\S/);
    await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex, nofollow");
    expect(await layoutShifts(page)).toEqual([]);
    await expectAccessible(page);
    await keepPicture(page, info, `${name}-light`);

    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
    await keepPicture(page, info, `${name}-dark`);

    await page.emulateMedia({ colorScheme: "light" });
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await expectNoSidewaysScroll(page);
      await keepPicture(page, info, `${name}-${width}`);
    }
  });
}

test("the older form of a room's link shows the same room", async ({ page, scene }) => {
  await openThroughLogin(page, scene.roomShort);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(ROOM_NAME);
});

test("a bio keeps its lines, and its link leads out without telling where from", async ({ page, scene }) => {
  await openThroughLogin(page, scene.profile);
  const bio = page.getByText("产品经理，白天写需求");
  expect(await bio.evaluate((element) => (element as HTMLElement).innerText)).toBe(BIO);
  const link = bio.getByRole("link");
  await expect(link).toHaveAttribute("href", "https://example.com/notes");
  await expect(link).toHaveAttribute("rel", /noopener noreferrer/);
});

test("a visitor elsewhere reads an event's time in their own zone", async ({ browser, scene }) => {
  const context = await browser.newContext({ ...wechatPhone, timezoneId: "Asia/Tokyo" });
  const page = await context.newPage();
  await openThroughLogin(page, scene.eventAhead);
  await expect(page.getByText("UTC+9")).toBeVisible();
  const at = Number(await page.locator("time").getAttribute("data-at"));
  const hours = new Intl.DateTimeFormat("zh-CN", { timeStyle: "short", timeZone: "Asia/Tokyo" }).format(at);
  await expect(page.locator("time")).toContainText(hours);
  await context.close();
});

test("pages are whole without scripts", async ({ browser, scene, page }) => {
  await openThroughLogin(page, scene.room);
  const state = await page.context().storageState();
  const context = await browser.newContext({ ...wechatPhone, javaScriptEnabled: false, storageState: state });
  const plain = await context.newPage();
  await plain.goto(scene.room);
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText(ROOM_NAME);
  await expect(plain.getByText("还有 2 人")).toBeVisible();
  await plain.locator("#open-app").click();
  await expect(plain.getByText("请在浏览器打开")).toBeVisible();
  await context.close();
});

test("pictures that do not come leave a placeholder of the same size", async ({
  page,
  context,
  scene,
  complaints,
}, info) => {
  await context.route("https://cdn.example.com/**", (route) => route.abort());
  await openThroughLogin(page, scene.room);
  await expect(page.locator("main img:not([hidden])")).toHaveCount(0);
  await expect(page.getByText("铭", { exact: true })).toBeVisible();
  expect(await layoutShifts(page)).toEqual([]);
  await keepPicture(page, info, "room-without-pictures");
  expect(complaints.every((complaint) => complaint.includes("net::ERR_FAILED"))).toBe(true);
  complaints.length = 0;
});
