import type { NextApiRequest, NextApiResponse } from "next";
import { sessionToken } from "../../../lib/auth/cookies";
import { logFailure } from "../../../lib/log";
import { apiFor } from "../../../lib/trpc/api";
import { failureOf } from "../../../lib/trpc/failure";
import { configOf } from "../../../lib/wechat/config";

/** `GET /api/wechat/config?url=`: for a page that WeChat checks against another address than the one it was served at. */
export default async function handler(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  const { url } = req.query;
  const token = sessionToken(req.cookies);
  res.setHeader("Cache-Control", "no-store");
  if (typeof url !== "string") return void res.status(400).end();
  if (!token) return void res.status(401).end();
  try {
    res.json(configOf(await apiFor(token).h5.weixinConfig.query({ url })));
  } catch (error) {
    logFailure("/api/wechat/config", error);
    res.status(failureOf(error) === "stranger" ? 401 : 503).end();
  }
}
