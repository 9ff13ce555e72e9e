import { createHash, randomBytes } from "node:crypto";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { readEnv } from "../env";
import { CSRF_COOKIE, rememberBack } from "./cookies";
import { authOptions } from "./options";
import { returnPath } from "./return-path";

/**
 * Sends the visitor to WeChat and remembers where to come back to. next-auth begins a login only by a form with its
 * token, but a link that was opened in WeChat has no form: so the server fills it in for the visitor.
 */
export async function startLogin(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  const { authSecret, siteUrl } = readEnv();
  const to = returnPath(req.query.to, siteUrl);
  const csrfToken = randomBytes(32).toString("hex");
  const hash = createHash("sha256")
    .update(csrfToken + authSecret)
    .digest("hex");
  const form = {
    method: "POST",
    query: { nextauth: ["signin", "wechat"] },
    body: { csrfToken, callbackUrl: siteUrl + to },
    cookies: { ...req.cookies, [CSRF_COOKIE]: `${csrfToken}|${hash}` },
  };
  res.appendHeader("Set-Cookie", rememberBack(to, siteUrl.startsWith("https:")));
  await NextAuth(
    Object.assign(Object.create(req) as NextApiRequest, form),
    res,
    authOptions(() => true),
  );
}
