import { afterAll, beforeAll, expect, it } from "vitest";
import { runStaffCommand } from "./staff-cli";
import { startTestApp, type TestApp } from "./testing/harness";
import { staffCaller } from "./testing/staff";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

async function run(...args: string[]) {
  const lines: string[] = [];
  const { db, clock } = test.deps;
  const code = await runStaffCommand(args, { db, clock, print: (line) => void lines.push(line) });
  return { code, lines };
}

it("creates the first admin, who can sign in and must change the password", async () => {
  expect((await run("list")).lines).toEqual(["There are no accounts yet."]);
  const { code, lines } = await run("create", "--name", "boss", "--role", "admin", "--display", "老板");
  expect(code).toBe(0);
  const password = lines.at(-1) ?? "";
  const login = await staffCaller(test).auth.login({ name: "boss", password });
  expect(login).toMatchObject({ status: "ok", me: { role: "admin", displayName: "老板", stage: "password" } });
  expect((await run("list")).lines).toEqual(["boss\tadmin\t老板"]);
  const [entry] = await test.deps.db.auditEntry.findMany({ where: { action: "account.create" } });
  expect(entry).toMatchObject({ staffId: null, after: { username: "boss", role: "admin" } });
  expect(JSON.stringify(entry?.after)).not.toContain(password);
});

it("gives an account a new first password and unlocks it", async () => {
  await run("create", "--name", "mod", "--role", "moderator");
  const login = (password: string) => staffCaller(test).auth.login({ name: "mod", password });
  for (let i = 0; i < 5; i++) await expect(login("wrong")).rejects.toThrow();
  await expect(login("wrong")).rejects.toThrow("临时锁定");
  const { lines } = await run("password", "--name", "mod");
  expect(await login(lines.at(-1) ?? "")).toMatchObject({ status: "ok" });
});

it.each([
  { args: [], says: "Usage" },
  { args: ["destroy"], says: "Usage" },
  { args: ["create", "--name", "x", "--role", "admin"], says: "账号为3到32个" },
  { args: ["create", "--name", "someone", "--role", "king"], says: "角色不正确" },
  { args: ["create", "--nme", "someone"], says: "--nme" },
  { args: ["password", "--name", "nobody"], says: "no account nobody" },
])("refuses $args", async ({ args, says }) => {
  const { code, lines } = await run(...args);
  expect(code).toBe(1);
  expect(lines.join("\n")).toContain(says);
});
