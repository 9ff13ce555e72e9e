import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../testing/harness";

/** docs/api/account.md, "Review numbers". */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ env: { REVIEW_MOBILES: "13911110000:246810,+85261234567:1357" } });
});
afterAll(() => test.close());

const smsOf = (mobile: string) => test.sandbox.inspect(`sms?mobile=${mobile}`);
const ask = (mobile: string) => test.guest().post("/account/captcha", { mobile });
const enter = (mobile: string, captcha: string) => test.guest().post("/account/login/captcha", { mobile, captcha });

describe("review numbers", () => {
  it("log in with their fixed code, again and again, and get no SMS", async () => {
    expect(await ask("13911110000")).toMatchObject({ status: 1 });
    await test.runJobs();
    expect(await smsOf("13911110000")).toEqual([]);
    expect(await enter("13911110000", "246810")).toMatchObject({ status: 1 });
    test.clock.advance({ seconds: 2 });
    expect(await enter("13911110000", "246810")).toMatchObject({ status: 1 });
  });

  it("are locked for five minutes by five wrong tries", async () => {
    const tryCode = (captcha: string) =>
      test.guest().post("/account/login/captcha", { countryCode: "852", mobile: "61234567", captcha });
    for (let tries = 0; tries < 5; tries++) {
      expect(await tryCode(String(2000 + tries))).toMatchObject({ message: "验证码不正确" });
    }
    expect(await tryCode("1357")).toMatchObject({ status: 0 });
    test.clock.advance({ minutes: 5 });
    expect(await tryCode("1357")).toMatchObject({ status: 1 });
  });
});
