/** Where to go after a login: a path of the console, whatever the address bar claims. */
export function returnPath(from: string | null | undefined): string {
  if (!from?.startsWith("/") || /^\/[/\\]|[\p{Cc}\\]/u.test(from)) return "/";
  return /^\/(login|setup|api|trpc)(\/|\?|$)/.test(from) ? "/" : from;
}

/** The login page's address for someone who was at `path`. */
export function loginPath(path: string, why?: "ended"): string {
  const query = new URLSearchParams({ ...(path !== "/" && { from: path }), ...(why && { why }) }).toString();
  return query ? `/login?${query}` : "/login";
}
