import type { NextApiRequest, NextApiResponse } from "next";
import { failedPath, finishLogin } from "../../../lib/auth/finish";

/** Of next-auth's routes only WeChat's callback and the way to the failure page are open: pages read no session. */
export default async function handler(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  const [action, provider] = Array.isArray(req.query.nextauth) ? req.query.nextauth : [];
  if (req.method !== "GET") return void res.status(405).setHeader("Allow", "GET").end();
  if (action === "callback" && provider === "wechat") return finishLogin(req, res);
  if (action === "error" || action === "signin") return void res.redirect(302, failedPath(req.cookies));
  res.status(404).end();
}
