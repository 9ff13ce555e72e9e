import { setTimeout as sleep } from "node:timers/promises";
import { createDb } from "@chaoqer/db/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../app";
import { startTestApp, type TestApp } from "../testing/harness";
import { NativeClient } from "../testing/native-client";

/** What the api does under load and when its parts are away (docs/api/transport.md, "Which failure"). */

const profile = { nickname: "新名字", avatar: "https://cdn.example.com/a.jpg" };

describe("a call that runs past its time limit", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({ env: { HANDLER_TIMEOUT_MS: "300" } });
  });
  afterAll(() => test.close());

  it("answers 504, and its work is cancelled", async () => {
    const user = await test.user({ nickname: "旧名字" });
    const holder = test.deps.db.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT 1 FROM profiles WHERE uid = ${user.uid} FOR UPDATE`;
        expect(await user.put("/user/profile", profile)).toMatchObject({
          http: 504,
          result: 0,
          message: "Gateway Timeout",
          status: 0,
        });
      },
      { timeout: 20_000 },
    );
    await holder;
    // The cancelled statement would have gone on now that the row is free.
    await sleep(100);
    expect(await user.get(`/user/${user.uid}/profile`)).toMatchObject({ result: { nickname: "旧名字" } });
  });
});

describe("an event loop that lags", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({ env: { EVENT_LOOP_LAG_MS: "50" } });
  });
  afterAll(() => test.close());

  it("makes new calls answer 503 with Retry-After, until it has caught up", async () => {
    const call = () => test.app.inject({ method: "GET", url: "/healthz" });
    const answers = new Set<number>();
    let retryAfter: unknown;
    for (let round = 0; round < 20 && !answers.has(503); round++) {
      const until = performance.now() + 400;
      while (performance.now() < until);
      await sleep(1);
      const reply = await call();
      answers.add(reply.statusCode);
      retryAfter = reply.headers["retry-after"];
    }
    expect(answers).toContain(503);
    expect(retryAfter).toBe("5");
    let last = 503;
    for (let round = 0; round < 100 && last !== 200; round++) {
      await sleep(100);
      last = (await call()).statusCode;
    }
    expect(last).toBe(200);
  });
});

describe("a database that is away", () => {
  it("makes calls answer 503 and /readyz fail, while /healthz serves", async () => {
    const test = await startTestApp();
    const user = await test.user();
    expect((await test.app.inject({ method: "GET", url: "/readyz" })).statusCode).toBe(200);
    const nowhere = createDb("postgres://localhost:1/nowhere");
    const app = await buildApp({ ...test.deps, db: nowhere });
    const lost = new NativeClient(app, test.clock);
    lost.session = user.session;
    const reply = await lost.get("/user/card", { count: 1 });
    expect(reply).toMatchObject({ http: 503, result: 0, message: "Service Unavailable", status: 0 });
    expect(reply.headers["retry-after"]).toBe("5");
    expect((await app.inject({ method: "GET", url: "/readyz" })).statusCode).toBe(503);
    expect((await app.inject({ method: "GET", url: "/healthz" })).statusCode).toBe(200);
    await app.close();
    await nowhere.$disconnect();
    await test.close();
  });
});
