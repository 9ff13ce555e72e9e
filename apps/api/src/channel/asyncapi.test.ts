import { clientFrame, serverFrame } from "@chaoqer/contract/channel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mayDo, PERMISSIONS, type Permission } from "../domains/room/rules";
import { startTestApp, type TestApp } from "../testing/harness";
import { CLIENT_EXAMPLES, SERVER_EXAMPLES } from "./examples";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

it.each(CLIENT_EXAMPLES)("a client may send: $summary", ({ payload }) => {
  expect(clientFrame.safeParse(payload)).toMatchObject({ success: true });
});

it.each(SERVER_EXAMPLES)("clients are told: $summary", ({ payload }) => {
  expect(serverFrame.safeParse(payload)).toMatchObject({ success: true });
});

it("every permission has an example that asks for it, and no other frame changes a room", () => {
  const asked = CLIENT_EXAMPLES.map(({ payload }) => clientFrame.parse(payload))
    .filter((frame) => frame.event !== "heartbeat")
    .map((frame) => ("action" in frame ? `${frame.event}/${frame.action}` : frame.event));
  const missing = Object.keys(PERMISSIONS).filter((name) => !asked.includes(name));
  expect(missing).toEqual(["tool/image"]);
  expect(asked.filter((name) => !(name in PERMISSIONS))).toEqual([]);
});

it("roles may do this and nothing else", () => {
  const may = (role: 0 | 1 | 2) =>
    (Object.keys(PERMISSIONS) as Permission[]).filter((name) => mayDo(name, role)).sort();
  expect(may(0)).toEqual(["connection/leave", "invite/cancel", "invite/request"]);
  expect(may(1)).toEqual(["connection/leave", "live/up", "tool/clear", "tool/icon", "tool/image", "tool/link"]);
  expect(may(2)).not.toContain("role/1");
  expect(may(2)).not.toContain("invite/request");
  expect(mayDo("kick", 2, 2)).toBe(false);
  expect(mayDo("role/2", 2, 0)).toBe(false);
  expect(mayDo("role/0", 1, 1, true)).toBe(true);
  expect(mayDo("role/0", 1, 1)).toBe(false);
});

it("is served for machines and for people, and the REST page points to it", async () => {
  const document = (await test.app.inject("/asyncapi.json")).json();
  expect(document).toMatchObject({ asyncapi: "3.0.0", channels: { room: { address: "/channel/{roomId}" } } });
  expect(document.components.messages.client.examples).toHaveLength(CLIENT_EXAMPLES.length);
  const page = await test.app.inject("/docs/channel");
  expect(page.headers["content-type"]).toContain("text/html");
  expect(page.body).toContain("/asyncapi.json");
  expect((await test.app.inject("/openapi.json")).json()).toMatchObject({ externalDocs: { url: "/docs/channel" } });
});
