import type { Env } from "../env";

/** Where WeChat sends the visitor back to. */
export const CALLBACK_PATH = "/api/auth/callback/wechat";

/** WeChat takes letters and digits only in `state`; next-auth's has more than that. */
export const wireState = (state: string): string => Buffer.from(state).toString("hex");

/** The opposite of `wireState`; what is not of its form gives "", which no login has. */
export const stateOfWire = (wire: unknown): string =>
  typeof wire === "string" && /^(?:[a-f0-9]{2}){1,64}$/.test(wire) ? Buffer.from(wire, "hex").toString() : "";

/**
 * The address that asks WeChat who the visitor is, without a question to them. WeChat matches it strictly, the order of
 * its parameters and the end included (developers.weixin.qq.com/doc/service/guide/h5/auth.html).
 */
export function authorizeUrl({ wechat, siteUrl }: Pick<Env, "wechat" | "siteUrl">, state: string): string {
  const redirectUri = encodeURIComponent(siteUrl + CALLBACK_PATH);
  return (
    `${wechat.openUrl}/connect/oauth2/authorize?appid=${encodeURIComponent(wechat.appId)}&redirect_uri=${redirectUri}` +
    `&response_type=code&scope=snsapi_base&state=${wireState(state)}#wechat_redirect`
  );
}
