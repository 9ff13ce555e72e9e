import { loginResult } from "@chaoqer/contract/account";
import type { Client } from "../client";
import { nothing, type World } from "../world";

const session = loginResult.omit({ registered: true });

/** Account 1 and 2: a code by SMS, and with it a new account, for both. */
export async function signIn({ journal, sandbox, hang, ning }: World): Promise<void> {
  for (const client of [hang, ning]) {
    const { mobile } = client;
    await client.call("POST", "/account/captcha", { mobile }, nothing);
    if (client === hang) await client.refused("POST", "/account/captcha", { mobile }, { result: -1 });
    const code = await sandbox.code(mobile);
    journal.note(`SMS to ${mobile}: ${code}`);
    if (client === ning) await tryWrongCode(client, code);
    client.session = await client.call("POST", "/account/login/captcha", { mobile, captcha: code }, session);
  }
}

async function tryWrongCode(client: Client, code: string): Promise<void> {
  const captcha = code === "0000" ? "0001" : "0000";
  await client.refused(
    "POST",
    "/account/login/captcha",
    { mobile: client.mobile, captcha },
    { message: "验证码不正确" },
  );
}

/** Account 3: after it the token opens nothing. */
export async function signOut({ hang, ning }: World): Promise<void> {
  for (const client of [hang, ning]) {
    await client.call("POST", "/account/logout", {}, nothing);
    await client.refused("GET", "/user/message/unread_total", {}, { http: 401 });
  }
}
