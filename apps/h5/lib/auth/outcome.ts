import type { Account } from "next-auth";
import { logFailure } from "../log";
import { apiFor } from "../trpc/api";

/** How a login ended. `codeSpent`: a new code may do; `virtual`: WeChat's made-up user of its snapshot page. */
export type Outcome = { kind: "session"; token: string } | { kind: "codeSpent" | "virtual" | "away" };

/** Hands WeChat's code to the api, which spends it and opens the session. */
export async function exchange(code: string): Promise<Outcome> {
  try {
    const login = await apiFor().h5.login.mutate({ code });
    if (login.outcome === "session") return { kind: "session", token: login.token };
    return { kind: login.outcome === "codeSpent" ? "codeSpent" : "virtual" };
  } catch (error) {
    logFailure("login", error);
    return { kind: "away" };
  }
}

/** next-auth hands on what a provider answered; this is where the outcome travels. */
export const withOutcome = (outcome: Outcome) => ({ outcome: JSON.stringify(outcome) });

export function outcomeOf(account: Account | null): Outcome {
  return typeof account?.outcome === "string" ? (JSON.parse(account.outcome) as Outcome) : { kind: "away" };
}
