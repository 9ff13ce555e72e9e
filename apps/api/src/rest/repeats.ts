import { createHash } from "node:crypto";
import { DomainError } from "@chaoqer/contract/errors";
import { canonicalParams } from "@chaoqer/contract/sign";
import type { Ctx } from "../trpc/context";
import type { Params } from "./params";
import type { Signed } from "./sign";

/** How long after its start a call may not be repeated. */
const REPEAT_MS = 1000;

export interface GuardedCall {
  /** uid, or the address without a session. */
  caller: string;
  method: string;
  /** The call's own path, whichever alias was used. */
  path: string;
  params: Params;
  signed: Signed | undefined;
}

const digest = (...parts: string[]) => createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

function fingerprint({ caller, method, path, params }: GuardedCall): string {
  const own = [...params].filter(([key]) => key !== "ts");
  return digest("call", caller, method, path, canonicalParams(own));
}

/**
 * Takes the right to run this call, for every api process at once: the sign first, and only if it is fresh the call.
 * @returns false for a repeat.
 */
async function claim(ctx: Ctx, call: GuardedCall, key: string, now: Date): Promise<boolean> {
  const runsUntil = new Date(now.getTime() + REPEAT_MS + ctx.env.HANDLER_TIMEOUT_MS);
  const signKey = call.signed
    ? digest("sign", call.caller, call.signed.sign)
    : digest("unsigned", key, String(now.getTime()));
  const signUntil = new Date((call.signed?.ts ?? now.getTime()) + ctx.env.SIGN_WINDOW_S * 1000 + 1);
  const rows = await ctx.db.$queryRaw<unknown[]>`
    WITH fresh_sign AS (
      INSERT INTO request_guards AS g (key, expires_at) VALUES (${signKey}, ${signUntil})
      ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at WHERE g.expires_at <= ${now}
      RETURNING 1
    )
    INSERT INTO request_guards AS g (key, expires_at) SELECT ${key}, ${runsUntil}::timestamptz FROM fresh_sign
    ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at WHERE g.expires_at <= ${now}
    RETURNING 1`;
  return rows.length > 0;
}

/** Runs a state-changing call unless it is a repeat (docs/api/transport.md, "Repeats"). @throws DomainError repeated */
export async function guarded<T>(ctx: Ctx, call: GuardedCall, run: () => Promise<T>): Promise<T> {
  const key = fingerprint(call);
  const start = ctx.clock.now();
  if (!(await claim(ctx, call, key, start))) throw new DomainError("repeated");
  try {
    return await run();
  } finally {
    const expiresAt = new Date(start.getTime() + REPEAT_MS);
    await ctx.db.$executeRaw`UPDATE request_guards SET expires_at = ${expiresAt} WHERE key = ${key}`;
  }
}
