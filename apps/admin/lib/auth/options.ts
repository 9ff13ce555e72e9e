import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { readEnv } from "../env";
import { logFailure } from "../log";
import { apiFor, type Caller } from "../trpc/api";
import { failureOf } from "../trpc/failure";
import { AWAY, TOTP_NEEDED } from "./outcome";
import { SESSION_COOKIE, SESSION_S } from "./session";

/** What the login form sends. */
interface Credentials {
  name: string;
  password: string;
  totp?: string | undefined;
}

/** Signs in at the api. @returns its session token @throws Error whose message the form understands */
async function login({ name, password, totp }: Credentials, caller: Caller): Promise<string> {
  try {
    const input = { name, password, ...(totp && { totp }) };
    const result = await apiFor(undefined, caller).staff.auth.login.mutate(input);
    if (result.status === "ok") return result.token;
  } catch (error) {
    const failure = failureOf(error);
    throw new Error(failure.kind === "away" ? AWAY : failure.message);
  }
  throw new Error(TOTP_NEEDED);
}

/** next-auth over the api's staff login; its encrypted cookie carries the api's token and nothing else. */
export function authOptions(): AuthOptions {
  const { siteUrl, authSecret, secure } = readEnv();
  // The only way to tell next-auth its own address.
  process.env.NEXTAUTH_URL = siteUrl;
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    secret: authSecret,
    session: { strategy: "jwt", maxAge: SESSION_S },
    providers: [
      CredentialsProvider({
        credentials: { name: {}, password: {}, totp: {} },
        authorize: async (given, request) => {
          const { name = "", password = "", totp } = given ?? {};
          const { "x-forwarded-for": address, "user-agent": userAgent } = request.headers ?? {};
          return { id: await login({ name, password, totp }, { address, userAgent }) };
        },
      }),
    ],
    cookies: {
      sessionToken: { name: SESSION_COOKIE, options },
      csrfToken: { name: "admin.csrf-token", options },
      callbackUrl: { name: "admin.callback-url", options },
    },
    callbacks: {
      // The api's session does not grow longer by use either: the token stays, the cookie's end does too.
      jwt: ({ token, user }) => (user ? { staff: user.id } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: () => siteUrl,
    },
    pages: { signIn: "/login", error: "/login" },
    logger: {
      error: (code, metadata) => logFailure(code, "error" in metadata ? metadata.error : metadata),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
