import type { OAuthConfig } from "next-auth/providers/oauth";
import type { Env } from "../env";
import { exchange, withOutcome } from "./outcome";

/** Own route that puts WeChat's parameters into WeChat's order. */
export const AUTHORIZE_PATH = "/api/wechat/authorize";

/**
 * WeChat's web login for next-auth, scope snsapi_base: it tells who, and nothing about them. The api spends the code,
 * because it holds the secret and keeps the session. A custom token request has to compare `state` itself.
 */
export function wechatProvider({ wechat, siteUrl }: Env): OAuthConfig<Record<string, never>> {
  return {
    id: "wechat",
    name: "微信",
    type: "oauth",
    version: "2.0",
    clientId: wechat.appId,
    checks: ["state"],
    authorization: { url: siteUrl + AUTHORIZE_PATH, params: { scope: "snsapi_base" } },
    token: {
      async request({ params, checks }) {
        if (!checks.state || params.state !== checks.state) throw new Error("state does not match");
        if (!params.code) throw new Error("no code");
        return { tokens: withOutcome(await exchange(params.code)) };
      },
    },
    userinfo: { request: async () => ({}) },
    profile: () => ({ id: "visitor" }),
  };
}
