import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../app";
import { newMobile, startTestApp, type TestApp } from "../testing/harness";
import { waitForLock } from "../testing/locks";
import { NativeClient } from "../testing/native-client";

/** docs/api/transport.md, "Repeats". */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const REPEATED = { http: 200, result: -1, message: "短时间内重复调用", status: 0 };
const profile = { nickname: "小红", avatar: "https://cdn.example.com/a.jpg" };

describe("the same call", () => {
  it("within a second is refused and has no effect, and works again after it", async () => {
    const user = await test.user();
    const other = await test.user();
    expect(await user.post(`/user/${other.uid}/card`)).toMatchObject({ status: 1 });
    await other.delete(`/user/${user.uid}/card`);
    test.clock.advance({ ms: 999 });
    expect(await user.post(`/user/${other.uid}/card`)).toMatchObject(REPEATED);
    expect(await other.get("/user/card", { count: 10 })).toMatchObject({ result: { list: [] } });
    test.clock.advance({ ms: 1 });
    expect(await user.post(`/user/${other.uid}/card`)).toMatchObject({ status: 1 });
  });

  it("does not prolong the second by being refused", async () => {
    const user = await test.user();
    for (const advance of [0, 600, 400]) {
      test.clock.advance({ ms: advance });
      const reply = await user.put("/user/profile", profile);
      expect(reply.result === -1).toBe(advance === 600);
    }
  });

  it("counts although it was refused", async () => {
    const user = await test.user();
    const bad = { ...profile, nickname: "" };
    expect(await user.put("/user/profile", bad)).toMatchObject({ result: 0, status: 0 });
    expect(await user.put("/user/profile", bad)).toMatchObject(REPEATED);
  });

  it("is another one with other parameters, another path or another caller", async () => {
    const [user, other, third] = [await test.user(), await test.user(), await test.user()];
    expect(await user.put("/user/profile", profile)).toMatchObject({ status: 1 });
    expect(await user.put("/user/profile", { ...profile, extra: 1 })).toMatchObject({ status: 1 });
    expect(await other.put("/user/profile", profile)).toMatchObject({ status: 1 });
    expect(await user.post(`/user/${other.uid}/block`)).toMatchObject({ status: 1 });
    expect(await user.post(`/user/${third.uid}/block`)).toMatchObject({ status: 1 });
    expect(await user.delete(`/user/${other.uid}/block`)).toMatchObject({ status: 1 });
  });

  it("goes by the address without a session", async () => {
    const guest = test.guest();
    const mobile = newMobile();
    const from = (remoteAddress: string) => guest.call("POST", "/account/captcha", { mobile }, { remoteAddress });
    expect(await from("192.0.2.1")).toMatchObject({ status: 1 });
    expect(await from("192.0.2.1")).toMatchObject(REPEATED);
    expect((await from("192.0.2.2")).result).not.toBe(-1);
  });

  it("has one effect when twenty come at once", async () => {
    const user = await test.user();
    const other = await test.user();
    const replies = await Promise.all(Array.from({ length: 20 }, () => user.post(`/user/${other.uid}/card`)));
    expect(replies.filter((reply) => reply.status === 1)).toHaveLength(1);
    expect(replies.filter((reply) => reply.result === -1)).toHaveLength(19);
  });

  it("is known to another api process on the same database", async () => {
    const second = await buildApp(test.deps);
    const user = await test.user();
    const there = new NativeClient(second, test.clock);
    there.session = user.session;
    expect(await user.put("/user/profile", profile)).toMatchObject({ status: 1 });
    expect(await there.put("/user/profile", profile)).toMatchObject(REPEATED);
    await second.close();
  });

  it("may be read as often as one likes", async () => {
    const user = await test.user();
    for (const _ of [1, 2]) expect(await user.get("/user/card", { count: 1 })).toMatchObject({ status: 1 });
    for (const _ of [1, 2]) expect(await user.post("/push/140fe1da9e900000001")).toMatchObject({ status: 1 });
  });
});

describe("a call that still runs", () => {
  it("is not run a second time, however long it takes", async () => {
    const user = await test.user();
    const [taken, released] = [signal(), signal()];
    const locked = test.deps.db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM profiles WHERE uid = ${user.uid} FOR UPDATE`;
      taken.give();
      await released.given;
    });
    await taken.given;
    const first = user.put("/user/profile", profile);
    await waitForLock(test.deps.db);
    test.clock.advance({ seconds: 5 });
    expect(await user.put("/user/profile", profile)).toMatchObject(REPEATED);
    released.give();
    await locked;
    expect(await first).toMatchObject({ status: 1 });
    expect(await user.put("/user/profile", profile)).toMatchObject({ status: 1 });
  });
});

/** Something that is waited for, and its coming. */
function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

describe("a sign", () => {
  it("serves once within the window, also on another path and much later", async () => {
    const user = await test.user();
    const [a, b] = [await test.user(), await test.user()];
    await user.post(`/user/${a.uid}/block`);
    const captured = user.lastParams;
    expect(await user.send("POST", `/user/${b.uid}/block`, captured)).toMatchObject(REPEATED);
    test.clock.advance({ minutes: 14 });
    expect(await user.send("POST", `/user/${a.uid}/card`, captured)).toMatchObject(REPEATED);
    expect(await user.get("/user/block", { count: 10 })).toMatchObject({ result: { list: [{ uid: a.uid }] } });
    test.clock.advance({ minutes: 2 });
    expect(await user.send("POST", `/user/${b.uid}/block`, captured)).toMatchObject({ http: 400 });
  });

  it("leaves the other path free for the user's own call", async () => {
    const user = await test.user();
    const [a, b] = [await test.user(), await test.user()];
    await user.post(`/user/${a.uid}/block`);
    await user.send("POST", `/user/${b.uid}/block`, user.lastParams);
    expect(await user.post(`/user/${b.uid}/block`)).toMatchObject({ status: 1 });
  });

  it("is used up by a call that was refused as a repeat", async () => {
    const user = await test.user();
    await user.put("/user/profile", profile);
    await user.put("/user/profile", profile);
    const refused = user.lastParams;
    test.clock.advance({ seconds: 2 });
    expect(await user.send("PUT", "/user/profile", refused)).toMatchObject(REPEATED);
  });
});
