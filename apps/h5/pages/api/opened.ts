import type { NextApiRequest, NextApiResponse } from "next";
import { BRANCHES, type Branch } from "../../features/open-app/branches";
import { logFailure } from "../../lib/log";
import { apiFor } from "../../lib/trpc/api";

export const config = { api: { bodyParser: { sizeLimit: "1kb" } } };

const isBranch = (body: unknown): body is Branch => (BRANCHES as readonly unknown[]).includes(body);

/** `POST /api/opened`, the branch as plain text: how a page tried to open the app, for the api to count. */
export default async function handler(req: NextApiRequest, res: NextApiResponse): Promise<void> {
  if (req.method !== "POST") return void res.status(405).setHeader("Allow", "POST").end();
  const { body } = req as { body: unknown };
  if (!isBranch(body)) return void res.status(400).end();
  res.status(204).end();
  await apiFor()
    .h5.opened.mutate({ branch: body })
    .catch((error: unknown) => logFailure("/api/opened", error));
}
