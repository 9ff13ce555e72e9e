import { afterAll, beforeAll, expect, it } from "vitest";
import { buildSandbox } from "./app";
import { devCredentials } from "./credentials";
import { recordList } from "./record";
import { type RunningSandbox, startSandbox } from "./testing";
import { toXml } from "./xml";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const attack = `"><script>alert('x')</script>&`;

async function page(): Promise<string> {
  const reply = await fetch(sandbox.url);
  expect(reply.headers.get("content-type")).toBe("text/html; charset=utf-8");
  return reply.text();
}

it("shows people an empty page first, then what arrived, with every value escaped", async () => {
  expect((await page()).match(/还没有/g)).toHaveLength(4);
  const sms = new URLSearchParams({
    Action: "SendSms",
    PhoneNumbers: attack,
    TemplateParam: JSON.stringify({ code: attack }),
  });
  await fetch(`${sandbox.url}/?${sms}`);
  const notification = { android: { title: attack, alert: attack } };
  await fetch(`${sandbox.url}/v3/push`, {
    method: "POST",
    body: JSON.stringify({ audience: { alias: [attack] }, notification, message: { msg_content: attack } }),
  });
  const key = encodeURIComponent(attack);
  const headers = { "content-type": "image/png" };
  await fetch(`${sandbox.url}/${sandbox.credentials.ALIYUN_OSS_BUCKET}/${key}`, { method: "PUT", headers, body: "x" });
  await fetch(`${sandbox.url}/dev/v1/kicking-rule`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ cname: attack, privileges: [attack] }),
  });
  await sandbox.ask("/inspect/fault", { method: "POST", body: JSON.stringify({ target: "sts", mode: "down" }) });

  const html = await page();
  expect(html).not.toContain("<script>alert");
  expect(html.match(/&#60;script&#62;alert/g)?.length).toBeGreaterThanOrEqual(7);
  for (const word of ["短信", "推送", "上传", "踢人", "正在模拟的故障", "1004", "AccessDenied", "401"])
    expect(html).toContain(word);
});

it("lets the page run its own script only", async () => {
  const reply = await fetch(sandbox.url);
  const nonce = /script-src 'nonce-([^']+)'/.exec(reply.headers.get("content-security-policy") ?? "")?.[1];
  expect(await reply.text()).toContain(`<script nonce="${nonce}">`);
});

it("empties its lists and keeps the rest", async () => {
  await sandbox.ask("/inspect/fault", { method: "POST", body: JSON.stringify({ target: "agora", mode: "down" }) });
  await fetch(`${sandbox.url}/?Action=SendSms&PhoneNumbers=13800138000`);
  expect(await sandbox.ask<object[]>("/inspect/sms")).not.toHaveLength(0);
  expect(await sandbox.ask("/inspect", { method: "DELETE" })).toEqual({ emptied: true });
  for (const list of ["sms", "sts", "oss", "push", "agora"]) expect(await sandbox.ask(`/inspect/${list}`)).toEqual([]);
  expect(await sandbox.ask("/inspect/wechat")).toEqual({ calls: {}, list: [] });
  expect(await sandbox.ask<{ target: string }[]>("/inspect/fault")).toContainEqual(
    expect.objectContaining({ target: "agora" }),
  );
});

it("says that it serves", async () => {
  expect(await sandbox.ask("/healthz")).toEqual({ status: "ok" });
});

it.each(["/inspect/nothing", "/v3/nothing", "/nothing"])("says so of %s", async (path) => {
  const reply = await fetch(sandbox.url + path);
  expect(reply.status).toBe(404);
  expect(await reply.json()).toEqual({ error: expect.stringContaining("The sandbox has no") });
});

it("links to its public address where it has one", async () => {
  const app = buildSandbox({
    credentials: devCredentials,
    dataDir: sandbox.dataDir,
    publicUrl: "https://sandbox.test",
  });
  const { WECHAT_APP_ID: appid, WECHAT_APP_SECRET: secret } = devCredentials;
  const link = {
    appid,
    redirect_uri: "http://a.test/",
    response_type: "code",
    scope: "snsapi_userinfo",
    openid: "oA_1",
  };
  const back = await app.inject(`/connect/oauth2/authorize?${new URLSearchParams(link)}`);
  const code = new URL(String(back.headers.location)).searchParams.get("code") ?? "";
  const swap = new URLSearchParams({ appid, secret, code, grant_type: "authorization_code" });
  const { access_token } = (await app.inject(`/sns/oauth2/access_token?${swap}`)).json();
  const user = (await app.inject(`/sns/userinfo?access_token=${access_token}&openid=oA_1`)).json();
  expect(user.headimgurl).toBe("https://sandbox.test/mmopen/oA_1/132");
  await app.close();
});

it("forgets the oldest of a full list", () => {
  const list = recordList<number>(4);
  for (let n = 1; n <= 11; n += 1) list.add(n);
  expect(list.list()).toEqual([11, 10, 9, 8]);
});

it("writes XML that any text survives", () => {
  expect(toXml("A", { b: `<&>"'\u0000`, c: { d: 1 } })).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>\n<A><b>&#60;&#38;&#62;&#34;&#39; </b><c><d>1</d></c></A>`,
  );
});
