import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { readEnv } from "../env";
import { stateOfWire } from "../wechat/authorize";
import {
  backPath,
  type Cookies,
  isSecondTry,
  markSecondTry,
  STATE_COOKIE,
  sessionToken,
  unmarkSecondTry,
} from "./cookies";
import { authOptions } from "./options";
import type { Outcome } from "./outcome";
import { returnPath } from "./return-path";

/** Why a login led nowhere, as the page at /login says it. */
export type Refusal = "refused" | "failed" | "virtual" | "away";

const refusalPath = (why: Refusal, to: string) => `/login?why=${why}&to=${encodeURIComponent(to)}`;

/** Where next-auth's own refusals lead. */
export function failedPath(cookies: Cookies): string {
  return refusalPath("failed", returnPath(backPath(cookies), readEnv().siteUrl));
}

/**
 * The visitor comes back from WeChat. A spent code or a lost state (the back button, a second tab) starts the login over
 * once; the mark of that, kept for a minute, stops a second time.
 */
export async function finishLogin(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  const { siteUrl } = readEnv();
  const secure = siteUrl.startsWith("https:");
  const to = returnPath(backPath(req.cookies), siteUrl);
  const { code } = req.query;

  const startOver = (): string => {
    if (isSecondTry(req.cookies)) return refusalPath("failed", to);
    res.appendHeader("Set-Cookie", markSecondTry(secure));
    return `/api/login?to=${encodeURIComponent(to)}`;
  };
  const decide = (outcome: Outcome): true | string => {
    if (outcome.kind === "codeSpent") return startOver();
    if (outcome.kind !== "session") return refusalPath(outcome.kind, to);
    if (isSecondTry(req.cookies)) res.appendHeader("Set-Cookie", unmarkSecondTry(secure));
    return true;
  };

  if (typeof code !== "string" || code === "") return void res.redirect(302, refusalPath("refused", to));
  if (!req.cookies[STATE_COOKIE]) return void res.redirect(302, sessionToken(req.cookies) ? to : startOver());
  const query = { nextauth: ["callback", "wechat"], code, state: stateOfWire(req.query.state) };
  await NextAuth(Object.assign(Object.create(req) as NextApiRequest, { query }), res, authOptions(decide));
}
