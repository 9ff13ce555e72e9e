import type { UploadResult } from "@chaoqer/contract/upload";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestUser } from "../../testing/harness";

let test: TestApp;
let user: TestUser;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  user = await test.user();
});
afterEach(() => test.sandbox.healFaults());

const ask = (by: TestUser, imageDir = "avatar") => by.post<UploadResult>("/aliyun/image/upload", { imageDir });
const put = (address: string, body: Uint8Array<ArrayBuffer>, type = "image/jpeg") =>
  fetch(address, { method: "PUT", headers: { "content-type": type }, body });
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);

describe("an upload", () => {
  it.each(["avatar", "cover", "room", "feedback"])("of a picture for %s can be seen on the CDN", async (imageDir) => {
    const { http, status, message, result } = await ask(user, imageDir);
    expect({ http, status, message }).toEqual({ http: 200, status: 1, message: "Success" });
    const key = `image/${user.uid}/${imageDir}/${result.imageId}.jpg`;
    expect(result.imageURL).toBe(`${test.deps.env.ALIYUN_CDN_URL}/${key}`);
    expect((await fetch(result.imageURL)).status).toBe(404);

    expect((await put(result.uploadAddress, jpeg)).status).toBe(200);
    const seen = await fetch(result.imageURL);
    expect(seen.headers.get("content-type")).toBe("image/jpeg");
    expect(new Uint8Array(await seen.arrayBuffer())).toEqual(jpeg);

    expect(await test.deps.db.image.findUnique({ where: { imageId: result.imageId } })).toEqual({
      imageId: result.imageId,
      uid: user.uid,
      imageDir,
      objectKey: key,
      createTime: test.clock.now(),
    });
  });

  it("has an address and an id of its own each time", async () => {
    const first = await ask(user);
    test.clock.advance({ seconds: 2 });
    const second = await ask(user);
    expect(second.result.imageId).not.toBe(first.result.imageId);
    expect(second.result.imageURL).not.toBe(first.result.imageURL);
  });

  it.each(["", "video", "../avatar", "AVATAR"])("has no folder %j", async (imageDir) => {
    expect(await ask(user, imageDir)).toMatchObject({ http: 200, status: 0, result: 0, message: "图片目录不正确" });
  });

  it("is open to accounts without a profile, and closed to limited ones", async () => {
    expect(await ask(await test.user({ profile: false }))).toMatchObject({ status: 1 });
    await test.deps.db.account.update({ where: { uid: user.uid }, data: { status: -1 } });
    expect((await ask(user)).http).toBe(403);
    expect((await test.guest().post("/aliyun/image/upload", { imageDir: "avatar" })).http).toBe(401);
    expect(await test.deps.db.image.count({ where: { uid: user.uid } })).toBe(0);
  });
});

describe("while STS is in trouble", () => {
  beforeEach(() => test.clock.advance({ hours: 2 }));

  const AWAY = { http: 503, status: 0, result: 0, message: "图片上传服务暂时不可用，请稍后重试" };

  it.each([
    ["down", { mode: "down" }],
    ["refusing us", { mode: "error", status: 403, body: { Code: "NoPermission", Message: "no" } }],
    ["broken", { mode: "error", status: 500, body: "oops" }],
  ])("(%s) says so, and is well again afterwards", async (_how, fault) => {
    await test.sandbox.fault({ target: "sts", ...fault });
    const answer = await ask(user);
    expect(answer).toMatchObject(AWAY);
    expect(answer.headers["retry-after"]).toBeDefined();
    expect(await test.deps.db.image.count({ where: { uid: user.uid } })).toBe(0);
    await test.sandbox.healFaults();
    test.clock.advance({ seconds: 2 });
    expect(await ask(user)).toMatchObject({ status: 1 });
  });

  it("logs it without a secret", async () => {
    await test.sandbox.fault({
      target: "sts",
      mode: "error",
      status: 403,
      body: { Code: "NoPermission", Message: "no" },
    });
    await ask(user);
    expect(test.logged()).toContain("NoPermission");
    expect(test.logged()).not.toContain(test.deps.env.ALIYUN_ACCESS_KEY_SECRET);
    expect(test.logged()).not.toContain("Signature");
  });
});
