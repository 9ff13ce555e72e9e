import { decode } from "next-auth/jwt";
import { readEnv } from "../env";

/** Holds the api's session token, encrypted: the browser keeps it and cannot read it. */
export const SESSION_COOKIE = "admin.session-token";

/** A console session lasts as long as the api's (docs/staff.md). */
export const SESSION_S = 12 * 60 * 60;

/** The api's token in a session cookie; undefined if there is none, or it is too old or not ours. */
export async function staffToken(cookie: string | undefined): Promise<string | undefined> {
  if (!cookie) return undefined;
  try {
    const token = await decode({ token: cookie, secret: readEnv().authSecret });
    return typeof token?.staff === "string" ? token.staff : undefined;
  } catch (error) {
    // What does not decrypt was made with another secret, or expired: a stranger's.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
