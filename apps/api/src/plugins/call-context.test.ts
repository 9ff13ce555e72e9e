import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newMobile, startTestApp, type TestApp } from "../testing/harness";

/** Whose address counts is what TRUST_PROXY says: that many proxies in front may speak for a caller. */
describe.each([
  { proxies: "0", expected: "192.0.2.1" },
  { proxies: "1", expected: "203.0.113.9" },
  { proxies: "2", expected: "198.51.100.4" },
])("with TRUST_PROXY=$proxies", ({ proxies, expected }) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({ env: { TRUST_PROXY: proxies } });
  });
  afterAll(() => test.close());

  it(`the caller is ${expected}`, async () => {
    const mobile = newMobile();
    const headers = { "x-forwarded-for": "10.9.9.9, 198.51.100.4, 203.0.113.9" };
    const reply = await test
      .guest()
      .call("POST", "/account/captcha", { mobile }, { headers, remoteAddress: "192.0.2.1" });
    expect(reply).toMatchObject({ status: 1 });
    expect(await test.deps.db.captchaRequest.findFirst({ where: { mobile: `+86${mobile}` } })).toMatchObject({
      ip: expected,
    });
  });
});
