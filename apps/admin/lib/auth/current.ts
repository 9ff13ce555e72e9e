import type { StaffMe } from "@chaoqer/contract/staff/auth";
import { cookies, headers } from "next/headers";
import { apiFor, callerOf } from "../trpc/api";
import { failureOf } from "../trpc/failure";
import { SESSION_COOKIE, staffToken } from "./session";

/** Who is at the console, as the api knows them now. `ended`: there was a session, and it is over. */
export type Current = { kind: "staff"; me: StaffMe } | { kind: "stranger" | "ended" | "away" };

/** Asks the api who is behind the request's cookie. */
export async function currentStaff(): Promise<Current> {
  const token = await staffToken((await cookies()).get(SESSION_COOKIE)?.value);
  if (!token) return { kind: "stranger" };
  try {
    return { kind: "staff", me: await apiFor(token, callerOf(await headers())).staff.auth.me.query() };
  } catch (error) {
    return { kind: failureOf(error).kind === "ended" ? "ended" : "away" };
  }
}
