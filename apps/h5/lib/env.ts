import { devCredentials } from "@chaoqer/sandbox/credentials";

/**
 * The one file of H5 that reads the environment (docs/operations.md, "Environment"), at run time, so that one build
 * serves any api. Without WeChat's keys the sandbox stands in; a site on https is a real one and must have its own.
 */
export interface Env {
  /** Where the api is, as seen from this server. */
  apiUrl: string;
  /** The site's public address, without a slash at the end. */
  siteUrl: string;
  /** Encrypts the state of a login under way. */
  authSecret: string;
  wechat: {
    /** The service account's app id. */
    appId: string;
    /** Where WeChat's authorize page is. */
    openUrl: string;
    /** Whether the sandbox stands in, so that any browser can play WeChat. */
    sandbox: boolean;
    /** App id of the mobile app for the open tag; unset: no open tag. */
    mobileAppId: string | undefined;
  };
  /** Universal link and app link of the app, e.g. `https://app.chaoqer.com`; unset: the `chaoqer://` scheme. */
  appLinkUrl: string | undefined;
}

const SECRET_LENGTH = 16;

/** Reads and checks the environment. @throws Error that names every fault. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const faults: string[] = [];
  const address = <T>(name: string, fallback: T): string | T => {
    const value = source[name];
    if (!value) return fallback;
    if (!/^https?:\/\//.test(value) || !URL.canParse(value)) faults.push(`${name} must be an http(s) address`);
    return value.replace(/\/+$/, "");
  };
  const siteUrl = address("H5_URL", `http://localhost:${source.H5_PORT || 4001}`);
  const real = siteUrl.startsWith("https:");
  const authSecret = source.H5_AUTH_SECRET || "secret for development only";
  if (real && !source.H5_AUTH_SECRET) faults.push("H5_AUTH_SECRET is required when H5_URL is https");
  if (authSecret.length < SECRET_LENGTH) faults.push(`H5_AUTH_SECRET must have at least ${SECRET_LENGTH} characters`);
  const sandbox = !source.WECHAT_APP_ID;
  if (real && sandbox) faults.push("WECHAT_APP_ID is required when H5_URL is https");
  const sandboxUrl = address("SANDBOX_URL", `http://localhost:${source.SANDBOX_PORT || 4003}`);
  const env: Env = {
    apiUrl: address("API_URL", `http://localhost:${source.API_PORT || 4000}`),
    siteUrl,
    authSecret,
    wechat: {
      appId: source.WECHAT_APP_ID || devCredentials.WECHAT_APP_ID,
      openUrl: address("WECHAT_OPEN_URL", sandbox ? sandboxUrl : "https://open.weixin.qq.com"),
      sandbox,
      mobileAppId: source.WECHAT_MOBILE_APP_ID || (sandbox ? devCredentials.WECHAT_APP_ID : undefined),
    },
    appLinkUrl: address("APP_LINK_URL", undefined),
  };
  if (faults.length > 0) throw new Error(`The environment is not usable:\n${faults.map((f) => `  - ${f}`).join("\n")}`);
  return env;
}
