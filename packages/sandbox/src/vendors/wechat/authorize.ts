import { documentOf } from "../../document";
import { escapeMarkup } from "../../xml";
import { testUsers, type WechatUser } from "./users";

export type AuthorizeRequest = { redirectUri: string; scope: "snsapi_base" | "snsapi_userinfo"; state: string };

const order = ["appid", "redirect_uri", "response_type", "scope", "state"];

/**
 * Reads an authorize link, or tells in Chinese what is wrong with it. WeChat matches the link strictly, the order of its
 * parameters included. Source: developers.weixin.qq.com/doc/service/guide/h5/auth.html. Its other demand, that the link
 * ends in #wechat_redirect, never reaches a server.
 */
export function readAuthorize(query: [string, string][], appId: string): AuthorizeRequest | string {
  const given = query.map(([name]) => name).filter((name) => order.includes(name));
  const params = Object.fromEntries(query);
  const absent = order.slice(0, 4).find((name) => !params[name]);
  if (absent) return `缺少参数 ${absent}`;
  if (given.join() !== order.filter((name) => given.includes(name)).join())
    return `参数顺序必须是 ${order.join("、")}，收到的是 ${given.join("、")}`;
  const { appid, redirect_uri: redirectUri = "", response_type, scope = "", state = "" } = params;
  if (appid !== appId) return "appid 参数错误";
  if (!/^https?:\/\/[^/]/.test(redirectUri) || !URL.canParse(redirectUri)) return "redirect_uri 参数错误";
  if (response_type !== "code") return "response_type 必须是 code";
  if (scope !== "snsapi_base" && scope !== "snsapi_userinfo") return "scope 参数错误或没有 scope 权限";
  // The documentation allows letters and digits only; WeChat takes the unreserved characters of URLs as well.
  if (!/^[\w.~-]{0,128}$/.test(state)) return "state 只能是字母、数字和 -._~，最多 128 字节";
  return { redirectUri, scope, state };
}

/** Where the browser goes on to; without a code the user has refused. What redirect_uri has stays as it is. */
export function returnTo({ redirectUri, state }: AuthorizeRequest, code: string | undefined): string {
  const hash = redirectUri.indexOf("#");
  const [base, fragment] = hash < 0 ? [redirectUri, ""] : [redirectUri.slice(0, hash), redirectUri.slice(hash)];
  const added = code === undefined ? `state=${state}` : `code=${code}&state=${state}`;
  return `${base}${base.includes("?") ? "&" : "?"}${added}${fragment}`;
}

/** The page that asks who is there. `link` is the call's own address, to which the choice is added. */
export function choicePage(link: string, { scope, redirectUri }: AuthorizeRequest): string {
  const to = (choice: string) => escapeMarkup(`${link}&${choice}`);
  const user = ({ openid, nickname, virtual }: WechatUser) =>
    `<li><a class="user" href="${to(`openid=${openid}`)}"><img src="/mmopen/${openid}/132" alt="" width="44" height="44">` +
    `<span><b>${escapeMarkup(nickname)}</b>${virtual ? "<em>快照页虚拟用户</em>" : ""}<code>${openid}</code></span></a></li>`;
  return documentOf(
    "微信授权 · 沙箱",
    `<main class="narrow"><h1>微信授权</h1>
<p>去往 <code>${escapeMarkup(new URL(redirectUri).host)}</code>，权限 <code>${scope}</code>。以谁的身份继续？</p>
<ul class="users">${testUsers.map(user).join("")}</ul>
<p><a class="refuse" href="${to("refuse=1")}">拒绝</a></p></main>`,
  );
}

/** The page WeChat shows for a link that it will not follow. */
export function brokenLinkPage(reason: string): string {
  return documentOf(
    "该链接无法访问 · 沙箱",
    `<main class="narrow"><h1>该链接无法访问</h1><p>${escapeMarkup(reason)}</p></main>`,
  );
}
