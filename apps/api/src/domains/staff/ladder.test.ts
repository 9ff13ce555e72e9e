import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startTestApp, type TestApp } from "../../testing/harness";
import { staffCaller, testStaff } from "../../testing/staff";
import type { ProcedureMeta } from "../../trpc/context";
import { appRouter } from "../../trpc/router";
import { createCaller, publicProcedure, router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "./procedures";

/** Every procedure of the console demands a role, and every change leaves an audit row. */

interface Listed {
  path: string;
  type: string;
  meta: ProcedureMeta["staff"];
}

/** The only one that anybody may call; it writes its own audit rows (login.test.ts). */
const OPEN = "staff.auth.login";

function listed(of: { _def: { procedures: object } }): Listed[] {
  const procedures = of._def.procedures as Record<string, { _def: { type: string; meta?: ProcedureMeta } }>;
  return Object.entries(procedures)
    .filter(([path]) => path.startsWith("staff."))
    .map(([path, { _def }]) => ({ path, type: _def.type, meta: _def.meta?.staff }));
}

const faultsOf = (all: Listed[]) =>
  all
    .filter(({ path }) => path !== OPEN)
    .filter(({ type, meta }) => !meta || meta.roles.length === 0 || (type === "mutation" && !meta.action))
    .map(({ path }) => path);

const call = (caller: unknown, path: string, input: unknown): Promise<unknown> => {
  let at = caller;
  for (const name of path.split(".").slice(1)) at = (at as Record<string, unknown>)[name];
  return (at as (input: unknown) => Promise<unknown>)(input);
};

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

describe("the router", () => {
  const all = listed(appRouter);

  it("has a role on each staff procedure, and an action on each change", () => {
    expect(all.length).toBeGreaterThan(10);
    expect(faultsOf(all)).toEqual([]);
  });

  it("would be found out if one had none", () => {
    const bare = router({ staff: router({ rooms: router({ close: publicProcedure.mutation(() => undefined) }) }) });
    expect(faultsOf(listed(bare))).toEqual(["staff.rooms.close"]);
    const readOnly = router({ staff: router({ close: staffQuery("operator").mutation(() => undefined) }) });
    expect(faultsOf(listed(readOnly))).toEqual(["staff.close"]);
  });

  it("lets nobody in without a session, whatever they send", async () => {
    const guest = staffCaller(test);
    for (const { path } of all.filter(({ path }) => path !== OPEN))
      await expect(call(guest, path, {}), path).rejects.toMatchObject({ code: "unauthorized" });
  });

  it("takes no user's session for a staff session", async () => {
    const user = await test.user();
    const asBasic = staffCaller(test, undefined, user.headers);
    await expect(asBasic.auth.me()).rejects.toMatchObject({ code: "unauthorized" });
    const asStaff = staffCaller(test, user.session?.accessToken);
    await expect(asStaff.auth.me()).rejects.toMatchObject({ code: "unauthorized" });
    const staff = await testStaff(test, "admin");
    const asBearer = staffCaller(test, undefined, { authorization: `Bearer ${staff.token}` });
    await expect(asBearer.auth.me()).rejects.toMatchObject({ code: "unauthorized" });
  });

  it.each(["moderator", "operator"] as const)(
    "refuses a %s what is not theirs, before the input is read",
    async (role) => {
      const staff = await testStaff(test, role);
      const others = all.filter(({ meta }) => meta && !meta.roles.includes(role));
      expect(others.length).toBeGreaterThan(5);
      for (const { path } of others)
        await expect(call(staff.call, path, { nonsense: 1 }), path).rejects.toMatchObject({ code: "forbidden" });
    },
  );

  it("lets staff do nothing but their first steps before those are done", async () => {
    const staff = await testStaff(test, "admin");
    const { staffId } = staff;
    await test.deps.db.staff.update({ where: { staffId }, data: { mustChangePassword: true } });
    for (const { path } of all.filter(({ path }) => !path.startsWith("staff.auth.")))
      await expect(call(staff.call, path, {}), path).rejects.toMatchObject({ code: "forbidden" });
    expect((await staff.call.auth.me()).stage).toBe("password");
  });
});

describe("a change", () => {
  const input = z.object({ tell: z.boolean(), fail: z.boolean() });
  const changing = router({
    change: staffMutation("view.save", "moderator")
      .input(input)
      .mutation(async ({ ctx, input: { tell, fail } }) => {
        await ctx.db.setting.create({ data: { key: `${tell}:${fail}`, value: 1, updateTime: ctx.clock.now() } });
        if (tell) ctx.audit.record({ targetType: "setting", targetId: "x", before: { a: 1 }, after: { a: 2 } });
        if (fail) throw new Error("after all");
      }),
  });

  async function run(asked: z.output<typeof input>) {
    const { staffId, displayName, username } = { staffId: "f".repeat(32), displayName: "", username: "someone" };
    const data = { staffId, username, displayName, role: "moderator", passwordHash: "", createTime: test.clock.now() };
    await test.deps.db.staff.upsert({ where: { staffId }, create: data, update: {} });
    const staff = { ...data, role: "moderator", stage: "ready", totp: false, tokenHash: "" } as const;
    const none = async () => null;
    const caller = createCaller(changing)({
      ...test.deps,
      client: { type: 0, versionName: "", versionCode: 0 },
      ip: "203.0.113.7",
      userAgent: "a browser",
      authenticate: { user: none, wechat: none, staff: async () => staff },
    });
    return caller.change(asked);
  }

  it("commits with its audit row", async () => {
    await run({ tell: true, fail: false });
    expect(await test.deps.db.setting.count({ where: { key: "true:false" } })).toBe(1);
    const entry = await test.deps.db.auditEntry.findFirst({ where: { action: "view.save", targetId: "x" } });
    expect(entry).toMatchObject({
      staffId: "f".repeat(32),
      targetType: "setting",
      ip: "203.0.113.7",
      userAgent: "a browser",
      before: { a: 1 },
      after: { a: 2 },
    });
  });

  it("is not committed if it tells nothing", async () => {
    await expect(run({ tell: false, fail: false })).rejects.toThrow("a change without an audit entry");
    expect(await test.deps.db.setting.count({ where: { key: "false:false" } })).toBe(0);
  });

  it("leaves no audit row if it fails", async () => {
    const before = await test.deps.db.auditEntry.count();
    await expect(run({ tell: true, fail: true })).rejects.toThrow("after all");
    expect(await test.deps.db.auditEntry.count()).toBe(before);
    expect(await test.deps.db.setting.count({ where: { key: "true:true" } })).toBe(0);
  });

  it("cannot be struck from the log again", async () => {
    await run({ tell: true, fail: false }).catch(() => undefined);
    const { auditEntry } = test.deps.db;
    await expect(auditEntry.deleteMany()).rejects.toThrow("permission denied for table audit_log");
    await expect(auditEntry.updateMany({ data: { reason: "x" } })).rejects.toThrow(
      "permission denied for table audit_log",
    );
  });
});
