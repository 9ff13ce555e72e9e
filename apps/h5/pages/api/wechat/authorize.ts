import type { NextApiRequest, NextApiResponse } from "next";
import { readEnv } from "../../../lib/env";
import { authorizeUrl } from "../../../lib/wechat/authorize";

/** next-auth leads here; from here it goes to WeChat in the form WeChat wants. */
export default function handler(req: NextApiRequest, res: NextApiResponse): void {
  const { state } = req.query;
  if (typeof state === "string" && /^[\w-]{1,64}$/.test(state)) res.redirect(302, authorizeUrl(readEnv(), state));
  else res.status(400).end();
}
