import { createHash } from "node:crypto";
import type { VersionResult } from "@chaoqer/contract/app";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/harness";
import { NativeClient } from "../../testing/native-client";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(() => test.deps.db.appVersion.deleteMany());

const IOS = 1;
const ANDROID = 2;
const md5 = (text: string) => createHash("md5").update(text).digest("hex");

interface Wanted {
  clientType?: number;
  forced?: boolean;
  /** Hours from now; null: a draft. */
  publish?: number | null;
  withdrawn?: boolean;
}

async function version(versionCode: number, wanted: Wanted = {}): Promise<void> {
  const { clientType = IOS, forced = false, publish = -1, withdrawn = false } = wanted;
  const now = test.clock.now();
  await test.deps.db.appVersion.create({
    data: {
      versionId: md5(`${clientType}:${versionCode}`),
      clientType,
      versionCode,
      versionName: `0.1.${versionCode}`,
      versionDesc: "1. 增加了名片夹功能",
      downloadUrl: "https://apps.apple.com/cn/app/id1556448380",
      forcedUpgrade: forced,
      publishTime: publish === null ? null : new Date(now.getTime() + publish * 3_600_000),
      withdrawnTime: withdrawn ? now : null,
      createTime: now,
      updateTime: now,
    },
  });
}

async function ask(versionCode: number, type = IOS) {
  const client = new NativeClient(test.app, test.clock, { type, versionName: "x", versionCode });
  return client.send<VersionResult>("GET", "/app/version/upgrade", {});
}

const NEWEST = { http: 200, status: 0, result: 0, message: "当前已经是最新版本" };

describe("upgrade", () => {
  it("answers the newest version, without a sign or a session", async () => {
    await version(18);
    await version(19);
    const { http, status, message, result } = await ask(17);
    expect({ http, status, message }).toEqual({ http: 200, status: 1, message: "Success" });
    expect(result).toEqual({
      clientType: 1,
      createTime: test.clock.now().getTime(),
      downloadUrl: "https://apps.apple.com/cn/app/id1556448380",
      forcedUpgrade: 0,
      versionCode: 19,
      versionDesc: "1. 增加了名片夹功能",
      versionId: "14205a41a5b5dd563fbc816b9a4c4df8",
      versionName: "0.1.19",
    });
  });

  it("has nothing for who has the newest, a newer one, or when there is none", async () => {
    expect(await ask(0)).toMatchObject(NEWEST);
    await version(19);
    expect(await ask(19)).toMatchObject(NEWEST);
    expect(await ask(20)).toMatchObject(NEWEST);
  });

  it("keeps the platforms apart, and has nothing for Web", async () => {
    await version(19, { clientType: ANDROID, forced: true });
    expect(await ask(1, ANDROID)).toMatchObject({ result: { clientType: 2, versionCode: 19, forcedUpgrade: 1 } });
    expect(await ask(1, IOS)).toMatchObject(NEWEST);
    expect(await ask(1, 0)).toMatchObject(NEWEST);
  });

  it("takes an absent or unreadable code for 0, and an absent or unknown type for Web", async () => {
    await version(1);
    const get = (headers: Record<string, string>) =>
      test.app.inject({ method: "GET", url: "/app/version/upgrade", headers });
    for (const code of ["", "abc", "-5", "1.5"]) {
      expect((await get({ "client-type": "1", "version-code": code })).json()).toMatchObject({ status: 1 });
    }
    expect((await get({ "client-type": "1" })).json()).toMatchObject({ status: 1 });
    for (const type of ["7", "ios"]) {
      expect((await get({ "client-type": type })).json()).toMatchObject({ status: 0, message: NEWEST.message });
    }
  });

  it("forces when the newest is forced, or one between, but not for an older one", async () => {
    for (const code of [1, 2, 3, 4]) await version(code, { forced: code === 3 });
    expect((await ask(3)).result.forcedUpgrade).toBe(0);
    expect((await ask(2)).result).toMatchObject({ versionCode: 4, forcedUpgrade: 1 });
    await version(5, { forced: true });
    expect((await ask(4)).result).toMatchObject({ versionCode: 5, forcedUpgrade: 1 });
  });

  it("forces from five published versions behind", async () => {
    for (const code of [10, 20, 30, 40, 50]) await version(code);
    expect((await ask(10)).result).toMatchObject({ versionCode: 50, forcedUpgrade: 0 });
    expect((await ask(9)).result).toMatchObject({ versionCode: 50, forcedUpgrade: 1 });
  });

  it("neither shows nor counts drafts, planned and withdrawn versions", async () => {
    await version(1);
    await version(2, { publish: null, forced: true });
    await version(3, { withdrawn: true, forced: true });
    await version(4, { publish: 1, forced: true });
    for (const code of [5, 6, 7]) await version(code, { publish: null });
    expect((await ask(0)).result).toMatchObject({ versionCode: 1, forcedUpgrade: 0 });
    test.clock.advance({ hours: 1 });
    expect((await ask(0)).result).toMatchObject({ versionCode: 4, forcedUpgrade: 1 });
  });
});
