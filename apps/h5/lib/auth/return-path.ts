/**
 * Where a login goes back to: a path of this site, or `/` for anything else. The answer is parsed as browsers do, so that
 * `//host`, `/\host` and the like do not lead away; paths of the api are no pages.
 */
export function returnPath(value: unknown, siteUrl: string): string {
  if (typeof value !== "string" || !URL.canParse(value, siteUrl)) return "/";
  const { origin, pathname, search } = new URL(value, siteUrl);
  if (origin !== new URL(siteUrl).origin || /^\/(?:api|login)(?:\/|$)/.test(pathname)) return "/";
  return pathname.replace(/^\/{2,}/, "/") + search;
}
