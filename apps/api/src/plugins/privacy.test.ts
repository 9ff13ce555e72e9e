import { afterAll, beforeAll, expect, it } from "vitest";
import { maskPhones } from "../log";
import { newMobile, startTestApp, type TestApp } from "../testing/harness";
import type { Session } from "../testing/native-client";

/** Nothing that opens an account, and no number, is ever in the log. */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ env: { LOG_LEVEL: "trace" } });
});
afterAll(() => test.close());

it("logs calls by their route, without numbers, codes, tokens, secrets or signs", async () => {
  const mobile = newMobile();
  const guest = test.guest();
  await guest.post("/account/captcha", { mobile });
  await test.runJobs();
  const [sms] = await test.sandbox.inspect<{ code: string }>(`sms?mobile=${mobile}`);
  const { result } = await guest.post<Session>("/account/login/captcha", { mobile, captcha: sms?.code ?? "" });
  guest.session = result;
  await guest.post("/user/profile/init", { nickname: "日志", avatar: "https://cdn.example.com/a.jpg" });
  await guest.get("/user/card", { count: 5 });
  const log = test.logged();
  expect(log).toContain('"route":"/account/login/captcha"');
  const signs = [guest.lastParams.sign];
  for (const secret of [mobile, `captcha":"${sms?.code}`, result.accessToken, result.accessSecret, ...signs]) {
    expect(log).not.toContain(String(secret));
  }
});

it("logs an unexpected error whole, but without the row's values, and shows nothing of it", async () => {
  // A row that the next statement cannot live with, so that the database itself complains with the number in its detail.
  await test.ownerDb.$executeRaw`ALTER TABLE captcha_requests ADD CONSTRAINT no_requests CHECK (mobile = '') NOT VALID`;
  const mobile = newMobile();
  const reply = await test.guest().post("/account/captcha", { mobile });
  await test.ownerDb.$executeRaw`ALTER TABLE captcha_requests DROP CONSTRAINT no_requests`;
  expect(reply).toMatchObject({ http: 500, result: 0, message: "Internal Server Error", status: 0 });
  const log = test.logged();
  expect(log).toContain("unexpected error");
  expect(log).toContain("no_requests");
  expect(log).not.toContain(mobile);
});

it("masks what may be a phone number", () => {
  expect(maskPhones("Key (mobile)=(+8613800138000) exists")).toBe("Key (mobile)=(************00) exists");
});
