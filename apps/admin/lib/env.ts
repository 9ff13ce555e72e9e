/**
 * The one file of the console that reads the environment (docs/operations.md, "Environment"), at run time, so that one
 * build serves any api.
 */
export interface Env {
  /** Where the api is, as seen from this server. */
  apiUrl: string;
  /** The console's public address, without a slash at the end. */
  siteUrl: string;
  /** Encrypts the session cookie. */
  authSecret: string;
  /** Cookies go over https only. */
  secure: boolean;
}

const SECRET_LENGTH = 16;
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\]|.+\.localhost)$/;

/** Reads and checks the environment. @throws Error that names every fault. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const faults: string[] = [];
  const address = (name: string, fallback: string): string => {
    const value = source[name] || fallback;
    if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
      faults.push(`${name} must be an http(s) address`);
      return fallback;
    }
    return value.replace(/\/+$/, "");
  };
  const apiUrl = address("API_URL", `http://localhost:${source.API_PORT || 4000}`);
  const siteUrl = address("ADMIN_URL", `http://localhost:${source.ADMIN_PORT || 4002}`);
  const real = siteUrl.startsWith("https:") || !LOCAL.test(new URL(siteUrl).hostname);
  const authSecret = source.ADMIN_AUTH_SECRET || "secret of the console for development only";
  if (real && !source.ADMIN_AUTH_SECRET) faults.push("ADMIN_AUTH_SECRET is required unless ADMIN_URL is on localhost");
  if (authSecret.length < SECRET_LENGTH)
    faults.push(`ADMIN_AUTH_SECRET must have at least ${SECRET_LENGTH} characters`);
  if (faults.length > 0) throw new Error(`The environment is not usable:\n${faults.map((f) => `  - ${f}`).join("\n")}`);
  return { apiUrl, siteUrl, authSecret, secure: siteUrl.startsWith("https:") };
}
