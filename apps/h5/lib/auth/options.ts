import type { AuthOptions } from "next-auth";
import { readEnv } from "../env";
import { logFailure } from "../log";
import { cookieOptions } from "./cookies";
import { type Outcome, outcomeOf } from "./outcome";
import { wechatProvider } from "./provider";
import { returnPath } from "./return-path";

const SESSION_S = 30 * 24 * 60 * 60;

/**
 * next-auth, with the api's WeChat session as its session: the cookie's value is the api's token and not a token of
 * next-auth's own.
 * @param decide true to let the login succeed, else the path to go on to.
 */
export function authOptions(decide: (outcome: Outcome) => true | string): AuthOptions {
  const env = readEnv();
  // The only way to tell next-auth its own address.
  process.env.NEXTAUTH_URL = env.siteUrl;
  return {
    secret: env.authSecret,
    providers: [wechatProvider(env)],
    session: { strategy: "jwt", maxAge: SESSION_S },
    jwt: {
      encode: async ({ token }) => String(token?.wechat ?? ""),
      decode: async ({ token }) => (token ? { wechat: token } : null),
    },
    cookies: cookieOptions(env.siteUrl.startsWith("https:")),
    callbacks: {
      redirect: ({ url }) => env.siteUrl + returnPath(url, env.siteUrl),
      signIn: ({ account }) => decide(outcomeOf(account)),
      jwt: ({ account }) => {
        const outcome = outcomeOf(account);
        return outcome.kind === "session" ? { wechat: outcome.token } : {};
      },
    },
    pages: { signIn: "/login", error: "/login" },
    logger: {
      error: (code, metadata) => logFailure(code, "error" in metadata ? metadata.error : metadata),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
