import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newMobile, startTestApp, type TestApp } from "../testing/harness";

/** A vendor in trouble: the call still answers, and what it owes arrives once when the trouble ends. */

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterEach(() => test.sandbox.healFaults());
afterAll(() => test.close());

interface Arrival {
  outcome: string;
}
const arrived = <T extends Arrival>(rows: T[]) => rows.filter((row) => row.outcome === "ok");

const FAULTS = [
  { mode: "down" },
  { mode: "error", status: 500, body: "oops" },
  { mode: "error", status: 503, body: "{}" },
];

describe.each(FAULTS)("with $mode $status", (fault) => {
  it("an SMS arrives once", async () => {
    await test.sandbox.fault({ target: "sms", ...fault });
    const mobile = newMobile();
    expect(await test.guest().post("/account/captcha", { mobile })).toMatchObject({ status: 1 });
    await test.runJobs();
    await test.runJobs({ early: true });
    expect(arrived(await test.sandbox.inspect<Arrival>(`sms?mobile=${mobile}`))).toEqual([]);
    await test.sandbox.healFaults();
    await test.runJobs({ early: true });
    await test.runJobs({ early: true });
    const rows = arrived(await test.sandbox.inspect<Arrival & { code: string }>(`sms?mobile=${mobile}`));
    expect(rows).toHaveLength(1);
    const login = await test.guest().post("/account/login/captcha", { mobile, captcha: rows[0]?.code ?? "" });
    expect(login).toMatchObject({ status: 1 });
  });

  it("a push arrives once", async () => {
    const [sender, receiver] = [await test.user(), await test.user()];
    await receiver.post(`/push/${receiver.uid.slice(0, 20)}`);
    await test.runJobs();
    await test.sandbox.fault({ target: "jpush", ...fault });
    expect(await sender.post(`/user/${receiver.uid}/card`)).toMatchObject({ status: 1 });
    await test.runJobs();
    expect(await receiver.get("/user/message/unread_total")).toMatchObject({ result: 1 });
    const inspect = () => test.sandbox.inspect<Arrival>(`push?alias=dev_${receiver.uid}`);
    expect(arrived(await inspect())).toEqual([]);
    await test.sandbox.healFaults();
    await test.runJobs({ early: true });
    await test.runJobs({ early: true });
    expect(arrived(await inspect())).toHaveLength(1);
  });
});

describe("what goes stale", () => {
  it("a code that could not be sent within five minutes is not sent later", async () => {
    await test.sandbox.fault({ target: "sms", mode: "down" });
    const mobile = newMobile();
    await test.guest().post("/account/captcha", { mobile });
    await test.runJobs();
    await test.sandbox.healFaults();
    test.clock.advance({ minutes: 5 });
    await test.runJobs({ early: true });
    expect(arrived(await test.sandbox.inspect<Arrival>(`sms?mobile=${mobile}`))).toEqual([]);
  });

  it("a push between users is not sent after its 600 seconds", async () => {
    const [sender, receiver] = [await test.user(), await test.user()];
    await test.sandbox.fault({ target: "jpush", mode: "down" });
    await sender.post(`/user/${receiver.uid}/card`);
    await test.runJobs();
    await test.sandbox.healFaults();
    test.clock.advance({ minutes: 11 });
    await test.runJobs({ early: true });
    expect(arrived(await test.sandbox.inspect<Arrival>(`push?alias=dev_${receiver.uid}`))).toEqual([]);
  });
});

describe("a refusal that no retry changes", () => {
  it("by Aliyun is logged by its code, without the number, and not tried again", async () => {
    const body = JSON.stringify({ Code: "isv.AMOUNT_NOT_ENOUGH", Message: "账户余额不足", RequestId: "1" });
    await test.sandbox.fault({ target: "sms", mode: "error", status: 200, body });
    const mobile = newMobile();
    await test.guest().post("/account/captcha", { mobile });
    await test.runJobs();
    await test.sandbox.healFaults();
    await test.runJobs({ early: true });
    expect(arrived(await test.sandbox.inspect<Arrival>(`sms?mobile=${mobile}`))).toEqual([]);
    expect(test.logged()).toContain('"level":"fatal"');
    expect(test.logged()).toContain("isv.AMOUNT_NOT_ENOUGH");
    expect(test.logged()).not.toContain(mobile);
  });

  it.each([
    ["isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1", "短信发送太频繁，请一分钟后再试"],
    ["isv.BUSINESS_LIMIT_CONTROL", "触发小时级流控Permits:5", "短信发送太频繁，请一小时后再试"],
    ["isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:10", "今日短信发送次数已用完，请明天再试"],
    ["isv.MOBILE_NUMBER_ILLEGAL", "非法手机号", "手机号格式不正确"],
    ["isv.AMOUNT_NOT_ENOUGH", "账户余额不足", "短信服务繁忙，请稍后再试"],
  ])("%s %s is told to the user at login, until they ask again", async (Code, Message, told) => {
    const body = JSON.stringify({ Code, Message, RequestId: "1" });
    await test.sandbox.fault({ target: "sms", mode: "error", status: 200, body });
    const mobile = newMobile();
    await test.guest().post("/account/captcha", { mobile });
    await test.runJobs();
    await test.sandbox.healFaults();
    const enter = () => test.guest().post("/account/login/captcha", { mobile, captcha: "1234" });
    expect(await enter()).toMatchObject({ http: 200, status: 0, result: 0, message: told });
    test.clock.advance({ minutes: 1 });
    await test.guest().post("/account/captcha", { mobile });
    expect(await enter()).toMatchObject({ message: "验证码已过期，请重新获取验证码" });
  });
});
