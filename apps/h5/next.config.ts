import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NextConfig } from "next";
import { PHASE_PRODUCTION_SERVER } from "next/constants";

/** Bundles the page script into public/page.js, for webviews of old phones. @returns a name for just this version. */
async function buildPageScript(): Promise<string> {
  const { build } = await import("esbuild");
  const outfile = join(import.meta.dirname, "public/page.js");
  const entryPoints = [join(import.meta.dirname, "features/page-script/main.ts")];
  await build({ entryPoints, outfile, bundle: true, minify: true, target: "es2015", charset: "utf8" });
  return createHash("sha256").update(readFileSync(outfile)).digest("hex").slice(0, 12);
}

const caching = (source: string, value: string) => ({ source, headers: [{ key: "Cache-Control", value }] });

/** The page script is built along with the pages; a server that only serves has it already. */
export default async function config(phase: string): Promise<NextConfig> {
  const env = phase === PHASE_PRODUCTION_SERVER ? {} : { PAGE_SCRIPT_VERSION: await buildPageScript() };
  return {
    env,
    poweredByHeader: false,
    devIndicators: false,
    // Their addresses carry WeChat's login codes.
    logging: { incomingRequests: { ignore: [/^\/api\/(?:auth|wechat)\//] } },
    // `npm run typecheck` checks them, the api that is imported for its types included.
    typescript: { ignoreBuildErrors: true },
    headers: async () => [
      caching("/page.js", "public, max-age=31536000, immutable"),
      caching("/:icon(icon.svg|icon-180.png|share.png)", "public, max-age=86400"),
    ],
  };
}
