import type { VersionResult } from "@chaoqer/contract/app";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/harness";
import { NativeClient } from "../../testing/native-client";
import { type TestStaff, testStaff } from "../../testing/staff";

let test: TestApp;
let operator: TestStaff;
const reason = "新版本";

beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(async () => {
  await test.deps.db.appVersion.deleteMany();
  await test.deps.db.session.deleteMany();
  operator = await testStaff(test, "operator");
});
afterAll(() => test.close());

const text = { versionDesc: "修复问题", downloadUrl: "https://dl.example.com/app.apk", forcedUpgrade: false };

async function create(versionCode: number, more: Partial<typeof text> = {}) {
  const input = { clientType: 1 as const, versionCode, versionName: `1.${versionCode}`, ...text, ...more };
  return (await operator.call.versions.create(input)).versionId;
}

/** What a native client on that version is told. */
async function upgrade(versionCode: number) {
  const client = new NativeClient(test.app, test.clock, { type: 1, versionName: "1", versionCode });
  const { status, result } = await client.send<VersionResult>("GET", "/app/version/upgrade", {});
  return status === 1 ? { code: result.versionCode, forced: result.forcedUpgrade } : undefined;
}

describe("a version", () => {
  it("is unique, and its code rises", async () => {
    await create(11);
    await expect(create(11)).rejects.toThrow("必须大于11");
    await expect(create(10)).rejects.toThrow("必须大于11");
    await expect(create(12, { downloadUrl: "javascript:alert(1)" })).rejects.toThrow("下载地址不正确");
    const both = await Promise.allSettled([create(13), create(13)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is seen by clients from its publishing until it is withdrawn", async () => {
    const versionId = await create(11);
    expect(await upgrade(10)).toBeUndefined();
    const publishTime = test.clock.now().getTime() + 3_600_000;
    await operator.call.versions.publish({ versionId, publishTime, reason });
    expect((await operator.call.versions.list({ clientType: 1 })).list).toMatchObject([
      { versionId, state: "planned" },
    ]);
    expect(await upgrade(10)).toBeUndefined();
    test.clock.advance({ hours: 1 });
    expect(await upgrade(10)).toEqual({ code: 11, forced: 0 });
    await operator.call.versions.withdraw({ versionId, reason });
    expect(await upgrade(10)).toBeUndefined();
    expect((await operator.call.versions.list({ clientType: 1 })).list).toMatchObject([{ state: "withdrawn" }]);
    await expect(operator.call.versions.withdraw({ versionId, reason })).rejects.toThrow("未发布");
    await operator.call.versions.publish({ versionId, reason });
    expect(await upgrade(10)).toEqual({ code: 11, forced: 0 });
  });

  it("is a draft again when its planned publishing is cancelled, and drafts alone can be removed", async () => {
    const versionId = await create(11);
    await operator.call.versions.publish({ versionId, publishTime: test.clock.now().getTime() + 1000, reason });
    await expect(operator.call.versions.remove({ versionId })).rejects.toThrow("只能删除草稿");
    await operator.call.versions.withdraw({ versionId, reason });
    test.clock.advance({ seconds: 2 });
    expect(await upgrade(10)).toBeUndefined();
    expect((await operator.call.versions.list({ clientType: 1 })).list).toMatchObject([
      { versionId, state: "draft", publishTime: null },
    ]);
    await operator.call.versions.remove({ versionId });
    await expect(operator.call.versions.remove({ versionId })).rejects.toMatchObject({ code: "notFound" });
    const again = await create(10);
    await operator.call.versions.publish({ versionId: again, reason });
    await operator.call.versions.withdraw({ versionId: again, reason });
    await expect(operator.call.versions.remove({ versionId: again })).rejects.toThrow("只能删除草稿");
  });

  it("pages with the active users of each", async () => {
    for (const code of [11, 12, 13]) await create(code);
    await test.user();
    const first = await operator.call.versions.list({ clientType: 1, count: 2 });
    expect(first.list.map(({ versionCode }) => versionCode)).toEqual([13, 12]);
    const second = await operator.call.versions.list({
      clientType: 1,
      count: 2,
      ...(first.next && { after: first.next }),
    });
    expect(second.list.map(({ versionCode, activeUsers }) => [versionCode, activeUsers])).toEqual([[11, 0]]);
  });
});

describe("forcing", () => {
  it("asks again with how many it would hit, and the dry run agrees with what clients see", async () => {
    await test.user();
    await test.user();
    const versionId = await create(11, { forcedUpgrade: true });
    const assume = { versionId };
    expect(await operator.call.versions.dryRun({ clientType: 1, versionCode: 10 })).toBeNull();
    expect(await operator.call.versions.dryRun({ clientType: 1, versionCode: 10, assume })).toMatchObject({
      versionCode: 11,
      forcedUpgrade: 1,
    });
    expect(await operator.call.versions.usage({ clientType: 1, assume })).toEqual({
      versions: [{ versionCode: 10, users: 2, sees: 11, forced: true }],
      users: 2,
      forcedUsers: 2,
    });
    const ask = await operator.call.versions.publish({ versionId, reason });
    expect(ask).toEqual({ outcome: "confirm", forcedUsers: 2 });
    expect(await upgrade(10)).toBeUndefined();
    await operator.call.versions.publish({ versionId, reason, confirmForced: true });
    expect(await upgrade(10)).toEqual({ code: 11, forced: 1 });
    expect(await operator.call.versions.dryRun({ clientType: 1, versionCode: 11 })).toBeNull();
  });

  it("asks again when a published version begins to force", async () => {
    await test.user();
    const versionId = await create(11);
    await operator.call.versions.publish({ versionId, reason });
    const change = { versionId, versionName: "1.11", ...text, forcedUpgrade: true, reason };
    expect(await operator.call.versions.update(change)).toEqual({ outcome: "confirm", forcedUsers: 1 });
    expect(await upgrade(10)).toEqual({ code: 11, forced: 0 });
    expect(await operator.call.versions.update({ ...change, confirmForced: true })).toMatchObject({ outcome: "done" });
    expect(await upgrade(10)).toEqual({ code: 11, forced: 1 });
  });

  it("asks again when the fifth newer version forces those far behind", async () => {
    await test.user();
    for (const code of [11, 12, 13, 14]) {
      const versionId = await create(code);
      expect(await operator.call.versions.publish({ versionId, reason })).toMatchObject({ outcome: "done" });
    }
    const versionId = await create(15);
    expect(await operator.call.versions.publish({ versionId, reason })).toEqual({ outcome: "confirm", forcedUsers: 1 });
    await operator.call.versions.publish({ versionId, reason, confirmForced: true });
    expect(await upgrade(10)).toEqual({ code: 15, forced: 1 });
    expect(await upgrade(11)).toEqual({ code: 15, forced: 0 });
  });
});
