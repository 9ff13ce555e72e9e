import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/harness";

/** docs/api/push.md. */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterEach(() => test.sandbox.healFaults());
afterAll(() => test.close());

const newDevice = () => `d${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`.slice(0, 20);

/** The alias that JPush has for a device, asked as the vendor's API is. */
async function aliasOf(device: string): Promise<string | null> {
  const { JPUSH_APP_KEY, JPUSH_MASTER_SECRET } = test.deps.env;
  const authorization = `Basic ${Buffer.from(`${JPUSH_APP_KEY}:${JPUSH_MASTER_SECRET}`).toString("base64")}`;
  const response = await fetch(`${test.sandbox.url}/v3/devices/${device}`, { headers: { authorization } });
  return response.ok ? ((await response.json()) as { alias: string | null }).alias || null : null;
}

describe("a push id", () => {
  it("binds the device to the user's alias, by either path", async () => {
    const user = await test.user();
    for (const path of ["/push", "/push/update"]) {
      const device = newDevice();
      expect(await user.post(`${path}/${device}`)).toMatchObject({ status: 1, result: {} });
      await test.runJobs();
      expect(await aliasOf(device)).toBe(`dev_${user.uid}`);
    }
  });

  it("takes the device from any other user, and the former device from the user", async () => {
    const [a, b] = [await test.user(), await test.user()];
    const [shared, former] = [newDevice(), newDevice()];
    await a.post(`/push/${shared}`);
    await b.post(`/push/${former}`);
    await test.runJobs();
    await b.post(`/push/${shared}`);
    await test.runJobs();
    expect(await aliasOf(shared)).toBe(`dev_${b.uid}`);
    expect(await aliasOf(former)).toBeNull();
    expect(
      await test.deps.db.pushDevice.findMany({
        where: { uid: { in: [a.uid, b.uid] } },
        select: { uid: true, jPushId: true },
      }),
    ).toEqual([{ uid: b.uid, jPushId: shared }]);
  });

  it("belongs to one user when two bind it at once", async () => {
    const [a, b] = [await test.user(), await test.user()];
    const device = newDevice();
    const replies = await Promise.all([a, b].map((user) => user.post(`/push/${device}`)));
    expect(replies.map((reply) => reply.status)).toEqual([1, 1]);
    expect(await test.deps.db.pushDevice.count({ where: { jPushId: device } })).toBe(1);
  });

  it("loses its alias by logout", async () => {
    const user = await test.user();
    const device = newDevice();
    await user.post(`/push/${device}`);
    await test.runJobs();
    await user.post("/account/logout");
    await test.runJobs();
    expect(await aliasOf(device)).toBeNull();
  });

  it("of another form is no path", async () => {
    expect(await (await test.user()).post("/push/a%20b")).toMatchObject({ http: 404 });
  });
});

describe("JPush asking for a pause (429)", () => {
  it("is left alone, and gets the push later, once", async () => {
    const [sender, receiver] = [await test.user(), await test.user()];
    await receiver.post(`/push/${newDevice()}`);
    await test.runJobs();
    await test.sandbox.fault({
      target: "jpush",
      mode: "error",
      status: 429,
      body: JSON.stringify({ error: { code: 2002, message: "Rate limit exceeded" } }),
      times: 1,
    });
    await sender.post(`/user/${receiver.uid}/card`);
    await test.runJobs();
    const sent = async () =>
      (await test.sandbox.inspect<{ outcome: string }>(`push?alias=dev_${receiver.uid}`)).map((row) => row.outcome);
    const before = await sent();
    await test.runJobs({ early: true });
    expect(await sent()).toEqual(before);
    test.clock.advance({ minutes: 1 });
    await test.runJobs({ early: true });
    await test.runJobs({ early: true });
    expect((await sent()).filter((outcome) => outcome === "ok")).toHaveLength(1);
  });
});
