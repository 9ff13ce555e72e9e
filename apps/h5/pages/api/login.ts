import type { NextApiRequest, NextApiResponse } from "next";
import { startLogin } from "../../lib/auth/start";

/** `GET /api/login?to=/path`: on to WeChat, and back to that path. */
export default function handler(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  return startLogin(req, res);
}
