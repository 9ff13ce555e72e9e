import { type NextRequest, NextResponse } from "next/server";
import { documentHeaders } from "./lib/headers";
import { isWechat } from "./lib/wechat/browser";

/** Gives every page and answer its security headers, error pages included. */
export function proxy({ headers }: NextRequest): NextResponse {
  return NextResponse.next({ headers: documentHeaders({ inWechat: isWechat(headers.get("user-agent") ?? "") }) });
}

export const config = { matcher: "/((?!_next/|page.js).*)" };
