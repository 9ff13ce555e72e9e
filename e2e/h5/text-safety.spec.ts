import { expectNoSidewaysScroll, keepPicture } from "./look";
import { newUser } from "./native";
import { CDN } from "./scene";
import { expect, openThroughLogin, test, wechatPhone } from "./test";

test.use(wechatPhone);

/** Texts that would be something else than text to a careless page. */
const NAME = "</script><b>x";
const BIO = [
  '<img src=x onerror="window.broken=1">',
  "</script><script>window.broken=1</script>",
  "javascript:window.broken=1",
  'https://example.com/"onmouseover="window.broken=1',
  "&lt;b&gt; \u2028 ]]> <!-- -->",
  "没有空格的长串".repeat(30),
  "w".repeat(300),
].join("\n");

test("markup in a name and a bio is text, in the share card too", async ({ page }, info) => {
  const user = await newUser({ nickname: NAME, avatar: `${CDN}/host.jpg`, bio: BIO });
  await openThroughLogin(page, `/profile/${user.uid}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(NAME);
  await expect(page.getByText('<img src=x onerror="window.broken=1">')).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.jsSdkCalls?.message?.title)).toBe(`${NAME}的超圈名片`);
  expect(await page.evaluate(() => window.jsSdkCalls.message?.desc)).toContain("<img src=x onerror=");
  expect(await page.evaluate(() => "broken" in window)).toBe(false);
  expect(
    await page.locator("main a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
  ).toEqual(["https://example.com/", "#in-browser", "#close"]);
  await page.setViewportSize({ width: 320, height: 740 });
  await expectNoSidewaysScroll(page);
  await keepPicture(page, info, "profile-hostile");
});

test("markup in the names of a club, a room and an event is text", async ({ page }) => {
  const user = await newUser({ nickname: "小刚", avatar: `${CDN}/host.jpg` });
  const { clubId } = await user.post<{ clubId: string }>("/club", { name: NAME, cover: `${CDN}/c.jpg?"><script>` });
  const { roomId } = await user.post<{ roomId: string }>("/room", { name: `${NAME}${"长".repeat(60)}`, clubId });
  const shared = await user.post<string>(`/room/${roomId}/cache`);
  const { eventId } = await user.post<{ eventId: string }>("/event", {
    name: NAME,
    desc: BIO.slice(0, 300),
    eventTime: Date.now() + 86_400_000,
    memberUidList: [user.uid],
  });
  await openThroughLogin(page, `/club/${clubId}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(NAME);
  for (const path of [`/room/${shared}`, `/event/${eventId}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(NAME);
    await expect.poll(() => page.evaluate(() => window.jsSdkCalls?.message?.title)).toContain(NAME);
  }
  const title = await page.evaluate(() => window.jsSdkCalls.message?.title);
  expect(title?.length).toBeLessThanOrEqual(40);
  expect(await page.evaluate(() => "broken" in window)).toBe(false);
});
