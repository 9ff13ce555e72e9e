import type { AppRouter } from "@chaoqer/api/router";
import { devCredentials } from "@chaoqer/sandbox/credentials";
import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import { Client } from "./client";
import { DemoError } from "./error";

/** Somebody who opened a share link in WeChat: their calls carry a WeChat session instead of a user's. */
export class Visitor extends Client {
  /** Where WeChat is; the sandbox. */
  wechatUrl = "";
  #token: string | undefined;

  protected override authorization(): string | undefined {
    return this.#token && `Bearer ${this.#token}`;
  }

  /** Goes through WeChat's login as a browser would, and lets the api exchange the code for a session. */
  async enterByWechat(): Promise<void> {
    const query = new URLSearchParams({
      appid: devCredentials.WECHAT_APP_ID,
      redirect_uri: "http://localhost/login",
      response_type: "code",
      scope: "snsapi_base",
      state: "demo",
      openid: "demo-visitor",
    });
    const answer = await fetch(`${this.wechatUrl}/connect/oauth2/authorize?${query}`, { redirect: "manual" });
    const code = new URL(answer.headers.get("location") ?? "http://localhost").searchParams.get("code");
    if (!code) throw new DemoError("WeChat sent the visitor back without a code");
    const links = [httpLink({ url: `${this.apiUrl}/trpc`, transformer: superjson })];
    const login = await createTRPCClient<AppRouter>({ links }).h5.login.mutate({ code });
    if (login.outcome !== "session") throw new DemoError(`WeChat's code gave no session: ${login.outcome}`);
    this.#token = login.token;
  }
}
