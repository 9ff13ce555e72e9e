import type { NextRequest } from "next/server";
import { SESSION_COOKIE } from "../../../lib/auth/session";
import { forward } from "../../../lib/trpc/forward";

type Context = { params: Promise<{ path: string[] }> };

async function handle(request: NextRequest, { params }: Context): Promise<Response> {
  const { path } = await params;
  return forward(request, decodeURIComponent(path.join("/")), request.cookies.get(SESSION_COOKIE)?.value);
}

export { handle as GET, handle as POST };
