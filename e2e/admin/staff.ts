import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { AppRouter } from "@chaoqer/api/router";
import type { StaffRole } from "@chaoqer/contract/staff/common";
import { expect, type Page } from "@playwright/test";
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import superjson from "superjson";
import { dataDir, urls } from "../stack";

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

const ADMIN_PASSWORD = "browser tests own this account";

async function tryToken(name: string, password: string): Promise<string | undefined> {
  try {
    return await tokenOf(name, password);
  } catch (error) {
    if (error instanceof TRPCClientError) return undefined;
    throw error;
  }
}

/** The demo admin, whose first password the first of all workers changes. */
export async function adminToken(): Promise<string> {
  const known = await tryToken("admin", ADMIN_PASSWORD);
  if (known) return known;
  const kept = JSON.parse(readFileSync(path.join(dataDir, "demo.json"), "utf8"));
  const first = kept.staff.find(({ name }: { name: string }) => name === "admin").password;
  const token = await tryToken("admin", first);
  if (!token) return tokenOf("admin", ADMIN_PASSWORD);
  try {
    await apiAs(token).auth.changePassword.mutate({ current: first, next: ADMIN_PASSWORD });
  } catch (error) {
    // Another worker may have been quicker.
    if (!(error instanceof TRPCClientError)) throw error;
  }
  return tokenOf("admin", ADMIN_PASSWORD);
}

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

/** Fills the login form in; what comes then is the test's to say. */
export async function fillLogin(page: Page, { username, password }: Pick<Account, "username" | "password">) {
  await expect(page.getByRole("button", { name: "登录" })).toBeEnabled();
  await page.getByLabel("账号").fill(username);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}

/** Signs in at the console and waits for its first page. */
export async function signIn(page: Page, account: Account, to = "/"): Promise<void> {
  await page.goto(`${urls.admin}/login?from=${encodeURIComponent(to)}`);
  await fillLogin(page, account);
  await page.waitForURL(urls.admin + to);
  await page.getByRole("navigation", { name: "主导航" }).waitFor();
}
