import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../testing/harness";
import { agora } from "./rtc";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterEach(() => test.sandbox.healFaults());
afterAll(() => test.close());

const latest = async () => (await test.sandbox.inspect("agora"))[0];

describe("a kick", () => {
  it.each([
    ["everybody in a channel", { cname: "room", minutes: 0 }, { cname: "room", uid: null, minutes: 0 }],
    ["one user in a channel", { cname: "room", uid: 7, minutes: 30 }, { cname: "room", uid: 7, minutes: 30 }],
    ["one user everywhere", { uid: 8, minutes: 1440 }, { cname: null, uid: 8, minutes: 1440 }],
  ])("drops %s", async (_, kick, seen) => {
    await test.deps.providers.rtc.kick(kick);
    expect(await latest()).toMatchObject({ ...seen, privileges: ["join_channel"], outcome: "ok" });
  });

  it("of nobody in particular is not sent", async () => {
    const before = await test.sandbox.inspect("agora");
    await expect(test.deps.providers.rtc.kick({ minutes: 0 })).rejects.toThrow("neither channel nor user");
    expect(await test.sandbox.inspect("agora")).toEqual(before);
  });

  it.each([500, 503, 429, 400])("answered with %s is an error", async (status) => {
    await test.sandbox.fault({ target: "agora", mode: "error", status, body: "{}" });
    await expect(test.deps.providers.rtc.kick({ cname: "room", minutes: 0 })).rejects.toThrow(`HTTP ${status}`);
  });

  it("with the wrong keys is an error that does not tell them", async () => {
    const rtc = agora({ ...test.deps.env, AGORA_CUSTOMER_SECRET: "not the secret" });
    const kick = rtc.kick({ cname: "room", minutes: 0 });
    await expect(kick).rejects.toThrow("HTTP 401");
    await expect(kick).rejects.not.toThrow("not the secret");
  });
});
