import type { IncomingMessage } from "node:http";
import type { CookiesOptions } from "next-auth";

/** Holds the token of the api's WeChat session, nothing else (docs/api/h5.md). */
export const SESSION_COOKIE = "chaoqer_wx";
/** Not begun with the session cookie's name: next-auth would take such cookies for pieces of the session. */
const LOGIN = "chaoqer_login";
export const STATE_COOKIE = `${LOGIN}.state`;
export const CSRF_COOKIE = `${LOGIN}.csrf`;
/** Next-auth's own note of where to go, which it drops at the end of a login; ours stays for those who come back twice. */
const RETURN_COOKIE = `${LOGIN}.to`;
const BACK_COOKIE = `${LOGIN}.back`;
const BACK_S = 15 * 60;
/** Stands while a login has been started over, so that it is not a second time. */
const AGAIN_COOKIE = `${LOGIN}.again`;
const AGAIN_S = 60;

export type Cookies = Partial<Record<string, string>>;

/** The names are ours because cookies know no ports: another site on this host may use next-auth as well. */
export function cookieOptions(secure: boolean): Partial<CookiesOptions> {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    sessionToken: { name: SESSION_COOKIE, options },
    state: { name: STATE_COOKIE, options },
    csrfToken: { name: CSRF_COOKIE, options },
    callbackUrl: { name: RETURN_COOKIE, options },
  };
}

/** The visitor's session token, if the cookie has the form of one. */
export function sessionToken(cookies: Cookies): string | undefined {
  const token = cookies[SESSION_COOKIE];
  return token !== undefined && /^[a-f0-9]{32,64}$/.test(token) ? token : undefined;
}

export const isSecondTry = (cookies: Cookies): boolean => cookies[AGAIN_COOKIE] !== undefined;

const written = (name: string, value: string, maxAge: number, secure: boolean) =>
  `${name}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

/** The path that the visitor's login is, or was, for. */
export const backPath = (cookies: Cookies): string | undefined => cookies[BACK_COOKIE];

/** `Set-Cookie` values. */
export const rememberBack = (path: string, secure: boolean): string =>
  written(BACK_COOKIE, encodeURIComponent(path), BACK_S, secure);
export const endSession = (secure: boolean): string => written(SESSION_COOKIE, "", 0, secure);
export const markSecondTry = (secure: boolean): string => written(AGAIN_COOKIE, "1", AGAIN_S, secure);
export const unmarkSecondTry = (secure: boolean): string => written(AGAIN_COOKIE, "", 0, secure);

/** What a page's request carries. */
export type CookieRequest = IncomingMessage & { cookies: Cookies };
