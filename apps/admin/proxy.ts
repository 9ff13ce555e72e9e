import { type NextRequest, NextResponse } from "next/server";
import { loginPath } from "./lib/auth/return-path";
import { SESSION_COOKIE, staffToken } from "./lib/auth/session";

/** Tells pages where they are, which a layout does not know by itself. */
export const PATH_HEADER = "x-console-path";

/** Pages are for those who signed in; whether the session still counts is the api's to say. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const path = pathname + search;
  if (pathname !== "/login" && !(await staffToken(request.cookies.get(SESSION_COOKIE)?.value)))
    return NextResponse.redirect(new URL(loginPath(path), request.url));
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, path);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: "/((?!api/|trpc/|_next/|icon\\.svg|robots\\.txt).*)" };
