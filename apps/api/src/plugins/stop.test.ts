import { Agent, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../testing/harness";
import { waitForLock } from "../testing/locks";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** A call over a kept-alive connection, as phones and proxies make them. */
function call(port: number, agent: Agent, method: string, path: string, headers: Record<string, string>, body: string) {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const outgoing = request({ port, host: "127.0.0.1", agent, method, path, headers }, (incoming) => {
      let text = "";
      incoming.on("data", (chunk) => {
        text += chunk;
      });
      incoming.on("end", () => resolve({ status: incoming.statusCode, text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

it("finishes what runs when it is told to stop, and takes nothing new", async () => {
  const user = await test.user();
  await test.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = test.app.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const params = user.signed({ nickname: "最后的名字", avatar: "https://cdn.example.com/a.jpg" });
  const headers = { ...user.headers, "content-type": "application/json" };

  let running: ReturnType<typeof call> | undefined;
  let closed: Promise<undefined> | undefined;
  await test.deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM profiles WHERE uid = ${user.uid} FOR UPDATE`;
    running = call(port, agent, "PUT", "/user/profile", headers, JSON.stringify(params));
    await waitForLock(test.deps.db);
    closed = test.app.close() as Promise<undefined>;
    await expect(call(port, new Agent(), "GET", "/healthz", {}, "")).rejects.toThrow(/ECONN/);
  });
  const answer = await running;
  expect(answer).toMatchObject({ status: 200 });
  expect(JSON.parse(answer?.text ?? "")).toMatchObject({ status: 1, result: { nickname: "最后的名字" } });
  await closed;
});
