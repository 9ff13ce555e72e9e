import { expect, test } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { urls } from "../stack";
import { adminToken, apiAs, changePassword, colleague, fillLogin, newcomer, signIn } from "./staff";

test("a first login changes the password and goes on to the page that was asked for", async ({ page }) => {
  const account = await newcomer("operator");
  await page.goto(`${urls.admin}/versions`);
  await fillLogin(page, account);
  await expect(page.getByRole("heading", { name: "修改初始密码" })).toBeVisible();
  await changePassword(page, account.password, "too short");
  await expect(page.getByText("密码至少10个字符")).toBeVisible();
  await changePassword(page, account.password, "a password of my own");
  await expect(page).toHaveURL(`${urls.admin}/versions`);
  await expect(page.getByRole("heading", { name: "版本", level: 1 })).toBeVisible();
});

test("wrong passwords are refused, and too many lock the account", async ({ page }) => {
  const { username, password } = await colleague("moderator");
  await page.goto(`${urls.admin}/login`);
  for (let tries = 0; tries < 5; tries++) {
    const answered = page.waitForResponse(/callback\/credentials/);
    await fillLogin(page, { username, password: "not this one" });
    await answered;
  }
  await expect(page.getByText("账号或密码不正确")).toBeVisible();
  await fillLogin(page, { username, password });
  await expect(page.getByText("账号已临时锁定")).toBeVisible();
});

test("a second step is set up and asked for", async ({ page }) => {
  const account = await colleague("moderator");
  await signIn(page, account, "/account");
  await page.getByRole("button", { name: "生成二维码" }).click();
  await expect(page.getByRole("img", { name: "动态验证码的二维码" })).toBeVisible();
  const secret = (await page.locator("code").textContent())?.trim() ?? "";
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  await page.getByLabel("应用显示的6位数字").fill(totp.generate());
  await page.getByRole("button", { name: "验证" }).click();
  await expect(page.getByText("如需更换手机，请联系管理员重置")).toBeVisible();
  await page.context().clearCookies();
  await page.goto(`${urls.admin}/login`);
  await fillLogin(page, account);
  await expect(page.getByRole("heading", { name: "二次验证" })).toBeVisible();
  await page.getByLabel(/6位动态验证码/).fill("000000");
  await page.getByRole("button", { name: "验证" }).click();
  await expect(page.getByText("动态验证码不正确")).toBeVisible();
  // The first code was used up; the next one is valid a step early.
  await page.getByLabel(/6位动态验证码/).fill(totp.generate({ timestamp: Date.now() + 30_000 }));
  await page.getByRole("button", { name: "验证" }).click();
  await expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible();
});

test("a session revoked at the api leads back to the login and, from there, to the same address", async ({ page }) => {
  const account = await colleague("moderator");
  await signIn(page, account, "/users?search=x");
  await apiAs(await adminToken()).accounts.revoke.mutate({ staffId: account.staffId, reason: "测试" });
  await page.getByLabel("搜索用户").fill("someone");
  await page.getByLabel("搜索用户").press("Enter");
  await expect(page.getByText("登录已失效，请重新登录")).toBeVisible();
  await fillLogin(page, account);
  await expect(page).toHaveURL(/\/users\?search=someone$/);
});

test("one can sign out, and then pages are closed", async ({ page }) => {
  await signIn(page, await colleague("operator"));
  await page.getByRole("button", { name: /测试运营/ }).click();
  await page.getByText("退出登录").click();
  await expect(page.getByRole("button", { name: "登录" })).toBeVisible();
  await page.goto(`${urls.admin}/feedback`);
  await expect(page).toHaveURL(/\/login\?from=%2Ffeedback$/);
});

test("the browser never holds the api's token, and other sites cannot use the session", async ({ page, request }) => {
  await signIn(page, await colleague("admin"));
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === "admin.session-token");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect(session?.value).not.toMatch(/^[a-f0-9]{32}$/);
  expect(await page.evaluate(() => document.cookie)).not.toContain("admin.session-token");
  const seen = await page.evaluate(async () => (await fetch("/api/auth/session")).text());
  expect(seen).not.toMatch(/[a-f0-9]{32}/);
  const cookie = `admin.session-token=${session?.value}`;
  const logout = (headers: Record<string, string>) =>
    request.post(`${urls.admin}/trpc/staff.auth.logout`, { data: {}, headers: { cookie, ...headers } });
  expect((await logout({ origin: "https://evil.example" })).status()).toBe(403);
  expect((await logout({ "sec-fetch-site": "same-site" })).status()).toBe(403);
  expect((await logout({})).status()).toBe(403);
  const login = await request.post(`${urls.admin}/trpc/staff.auth.login`, {
    data: {},
    headers: { origin: urls.admin },
  });
  expect(login.status()).toBe(404);
  await page.reload();
  await expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible();
});
