import type { TestApp } from "../../testing/harness";
import type { WechatLoginResult } from "./schemas";

/** Helpers of the h5 tests: WeChat's side of a login, and calls as the H5 app makes them. */

/** A tRPC answer: the data, or how it failed. */
export interface TrpcReply<T> {
  http: number;
  data: T | undefined;
  error: { message: string; domain: string | undefined } | undefined;
}

interface Wire<T> {
  result?: { data: { json: T } };
  error?: { json: { message: string; data: { domain?: string } } };
}

/** Calls a procedure over HTTP: a mutation unless told `query`. */
export async function trpc<T>(
  test: TestApp,
  procedure: string,
  input: unknown,
  { query = false, headers = {} }: { query?: boolean; headers?: Record<string, string> } = {},
): Promise<TrpcReply<T>> {
  const json = JSON.stringify({ json: input });
  const response = await test.app.inject({
    method: query ? "GET" : "POST",
    url: `/trpc/${procedure}${query ? `?input=${encodeURIComponent(json)}` : ""}`,
    headers: { ...headers, ...(!query && { "content-type": "application/json" }) },
    ...(!query && { payload: json }),
  });
  const { result, error } = response.json<Wire<T>>();
  return {
    http: response.statusCode,
    data: result?.data.json,
    error: error && { message: error.json.message, domain: error.json.data.domain },
  };
}

/** The code that WeChat sends a visitor back with. */
export async function wechatCode(test: TestApp, openid: string, scope = "snsapi_base"): Promise<string> {
  const query = new URLSearchParams({
    appid: test.deps.env.WECHAT_APP_ID,
    redirect_uri: `${test.deps.env.H5_URL}/login`,
    response_type: "code",
    scope,
    state: "s1",
    openid,
  });
  const url = `${test.sandbox.url}/connect/oauth2/authorize?${query}`;
  const response = await fetch(url, { redirect: "manual" });
  const code = new URL(response.headers.get("location") ?? "").searchParams.get("code");
  if (!code) throw new Error("the sandbox gave no code");
  return code;
}

export const login = (test: TestApp, code: string) => trpc<WechatLoginResult>(test, "h5.login", { code });

/** A visitor's session: its token, and calls over REST with it. */
export async function visit(test: TestApp, openid = `visitor-${Math.random().toString(36).slice(2)}`) {
  const { data } = await login(test, await wechatCode(test, openid));
  if (data?.outcome !== "session") throw new Error(`no session: ${JSON.stringify(data)}`);
  const guest = test.guest();
  const headers = { authorization: `Bearer ${data.token}` };
  return {
    openid,
    token: data.token,
    expireTime: data.expireTime,
    post: <T = unknown>(path: string, params = {}) => guest.call<T>("POST", path, params, { headers }),
    get: <T = unknown>(path: string, params = {}) => guest.call<T>("GET", path, params, { headers }),
  };
}
