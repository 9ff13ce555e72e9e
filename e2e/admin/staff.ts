import { randomBytes } from "node:crypto";
import type { AppRouter } from "@chaoqer/api/router";
import type { StaffRole } from "@chaoqer/contract/staff/common";
import { expect, type Page } from "@playwright/test";
import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import { urls } from "../stack";

/** A member of staff who can sign in. */
export interface Account {
  staffId: string;
  username: string;
  password: string;
  role: StaffRole;
}

/** The api as a member of staff calls it, without the console in between. */
export function apiAs(token?: string) {
  const headers = token ? { authorization: `Staff ${token}` } : {};
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${urls.api}/trpc`, transformer: superjson, headers })],
  }).staff;
}

/** Signs in at the api. @throws TRPCClientError when refused */
export async function tokenOf(name: string, password: string): Promise<string> {
  const answer = await apiAs().auth.login.mutate({ name, password });
  if (answer.status !== "ok") throw new Error(`${name} needs a second step`);
  return answer.token;
}

/** What the demo admin's first password is changed to. */
export const ADMIN_PASSWORD = "browser tests own this account";

/** The demo admin, who has a password of the tests' own since `setup.ts`. */
export const adminToken = (): Promise<string> => tokenOf("admin", ADMIN_PASSWORD);

/** A new account with its first password. */
export async function newcomer(role: StaffRole): Promise<Account> {
  const username = `${role.slice(0, 3)}${randomBytes(5).toString("hex")}`;
  const displayName = { admin: "测试管理员", moderator: "测试审核员", operator: "测试运营" }[role];
  const input = { username, displayName: `${displayName}${username.slice(-3)}`, role };
  const { staffId, password } = await apiAs(await adminToken()).accounts.create.mutate(input);
  return { staffId, username, password, role };
}

/** A new account that may work at once. */
export async function colleague(role: StaffRole): Promise<Account> {
  const account = await newcomer(role);
  const password = `own ${randomBytes(9).toString("base64url")}`;
  const token = await tokenOf(account.username, account.password);
  await apiAs(token).auth.changePassword.mutate({ current: account.password, next: password });
  return { ...account, password };
}

/** Puts a password of one's own, or what is tried as one, in the place of the first. */
export async function changePassword(page: Page, current: string, next: string): Promise<void> {
  await expect(page.getByRole("button", { name: "修改密码" })).toBeEnabled();
  await page.getByLabel("当前密码").fill(current);
  await page.getByLabel("新密码", { exact: true }).fill(next);
  await page.getByLabel("再输入一次新密码").fill(next);
  await page.getByRole("button", { name: "修改密码" }).click();
}

/** Gives the reason that the open dialog asks for, and goes through with it. */
export async function confirmWith(page: Page, reason: string, button: string): Promise<void> {
  const dialog = page.getByRole("dialog").filter({ has: page.getByLabel("原因") });
  await dialog.getByLabel("原因").fill(reason);
  // By its text: the cross in the corner is called 关闭, too.
  await dialog.getByRole("button").filter({ hasText: button }).click();
  await expect(dialog).toBeHidden();
}

/** Fills the login form in; what comes then is the test's to say. */
export async function fillLogin(page: Page, { username, password }: Pick<Account, "username" | "password">) {
  await expect(page.getByRole("button", { name: "登录" })).toBeEnabled();
  await page.getByLabel("账号").fill(username);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}

/** Signs in at the console as its login page does, but without that page, and opens another. */
export async function signIn(page: Page, account: Pick<Account, "username" | "password">, to = "/"): Promise<void> {
  const { request } = page.context();
  const { csrfToken } = await (await request.get(`${urls.admin}/api/auth/csrf`)).json();
  const form = { name: account.username, password: account.password, csrfToken, json: "true" };
  const answer = await request.post(`${urls.admin}/api/auth/callback/credentials`, { form });
  expect(answer.ok(), `login of ${account.username}: ${await answer.text()}`).toBe(true);
  await openPage(page, to);
}

/** Opens a page of the console, or opens it anew, and waits until it hears what is done on it. */
export async function openPage(page: Page, path?: string): Promise<void> {
  await (path === undefined ? page.reload() : page.goto(new URL(path, urls.admin).href));
  const frame = await page.getByRole("navigation", { name: "主导航" }).elementHandle();
  // What React has taken over carries its mark.
  await page.waitForFunction((nav) => Object.keys(nav ?? {}).some((key) => key.startsWith("__react")), frame);
}

/** The rows of lists that hold something; the head is none, nor is the one that says 正在读取. */
export const dataRows = (page: Page) => page.locator("tr[data-row-key]");

/** The api as that account calls it. */
export const apiOf = async ({ username, password }: Account) => apiAs(await tokenOf(username, password));

/** Loses the page's next call of a procedure on its way, as a network may. */
export async function failOnce(page: Page, procedure: string): Promise<void> {
  await page.route(
    (url) => url.pathname.startsWith("/trpc/") && url.pathname.includes(`staff.${procedure}`),
    (route) => route.abort(),
    { times: 1 },
  );
}

/** Picks from a select by the words shown. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.locator(".ant-select-dropdown:visible").getByText(option, { exact: true }).click();
}
