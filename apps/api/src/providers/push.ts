import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";
import type { Clock } from "../clock";
import type { Env } from "../env";
import type { Metrics } from "../metrics";

/** JPush v3 (https://docs.jiguang.cn/jpush/server/push/rest_api_v3_push). */

export interface Alert {
  title: string;
  content: string;
  url: string;
}

export interface Attach {
  attachType: number;
  attachBody: unknown;
}

/** Who gets a push: everyone under the account's alias, or of those only one device. */
export interface Target {
  uid: string;
  jPushId?: string;
}

export interface PushOptions {
  /** Seconds that JPush keeps trying. */
  timeToLive: number;
  /** Makes retries of one push the same push: a UUID. */
  key: string;
}

/** JPush asked for a pause, or is left alone after repeated failures; `retryAfterS` seconds from now. */
export class PushPaused extends Error {
  override readonly name = "PushPaused";
  constructor(readonly retryAfterS: number) {
    super(`JPush is to be left alone for ${retryAfterS} s`);
  }
}

/** Refusals that no retry changes: bad request, keys, or no device behind the alias (1011). */
const NO_SUCH_ALIAS = 1011;
const BREAK_AFTER = 5;
const BREAK_MS = 15_000;

interface Reply {
  status: number;
  retryAfterS: number;
  code: number | undefined;
}

/** The push adapter. One breaker a process keeps a failing JPush from being hammered. */
export function jpush(env: Env, metrics: Metrics, clock: Clock) {
  const authorization = `Basic ${Buffer.from(`${env.JPUSH_APP_KEY}:${env.JPUSH_MASTER_SECRET}`).toString("base64")}`;
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: BREAK_MS, breaker: new ConsecutiveBreaker(BREAK_AFTER) });
  let pausedUntil = 0;
  const aliasOf = (uid: string) => `${env.PUSH_ENV}_${uid}`;

  async function post(url: string, body: unknown): Promise<Reply> {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const reply = (await response.json().catch(() => ({}))) as { error?: { code?: number } };
    const reset = Number(response.headers.get("x-rate-limit-reset"));
    return { status: response.status, retryAfterS: reset > 0 ? reset : 60, code: reply.error?.code };
  }

  /** Posts unless JPush is to be left alone. @throws PushPaused, or an error worth a retry */
  async function call(url: string, body: unknown): Promise<Reply> {
    const pauseMs = pausedUntil - clock.now().getTime();
    if (pauseMs > 0) throw new PushPaused(Math.ceil(pauseMs / 1000));
    if (breaker.state === CircuitState.Open) throw new PushPaused(BREAK_MS / 1000);
    const reply = await breaker.execute(async () => {
      const got = await post(url, body);
      if (got.status >= 500) throw new Error(`JPush answered ${got.status}`);
      return got;
    });
    if (reply.status === 429) {
      pausedUntil = clock.now().getTime() + reply.retryAfterS * 1000;
      throw new PushPaused(reply.retryAfterS);
    }
    return reply;
  }

  async function push(target: Target, what: Record<string, unknown>, { timeToLive, key }: PushOptions): Promise<void> {
    const audience = { alias: [aliasOf(target.uid)], ...(target.jPushId && { registration_id: [target.jPushId] }) };
    const reply = await call(`${env.JPUSH_URL}/v3/push`, {
      cid: `${env.JPUSH_APP_KEY}-${key}`,
      platform: ["android", "ios"],
      audience,
      ...what,
      options: { time_to_live: timeToLive, apns_production: env.production },
    });
    if (reply.code === NO_SUCH_ALIAS) metrics.pushes.inc({ outcome: "unreachable" });
    else if (reply.status >= 400) {
      metrics.pushes.inc({ outcome: "refused" });
      throw new Error(`JPush refused a push: HTTP ${reply.status}, code ${reply.code}`);
    } else metrics.pushes.inc({ outcome: "sent" });
  }

  return {
    /** Shows a message on the user's devices. No device under the alias is counted and forgotten. */
    alert(target: Target, { title, content, url }: Alert, options: PushOptions): Promise<void> {
      const notification = {
        android: { alert: content, title, extras: { url } },
        ios: { alert: { title, body: content }, sound: "default", badge: "+1", extras: { url } },
      };
      return push(target, { notification }, options);
    },
    /** Hands the app something silently. */
    attach(target: Target, attach: Attach, options: PushOptions): Promise<void> {
      return push(target, { message: { msg_content: JSON.stringify(attach), content_type: "text" } }, options);
    },
    /** Puts a device under the user's alias, or under none. */
    async bind(jPushId: string, uid: string | null): Promise<void> {
      const reply = await call(`${env.JPUSH_DEVICE_URL}/v3/devices/${jPushId}`, {
        alias: uid === null ? "" : aliasOf(uid),
      });
      if (reply.status >= 400) throw new Error(`JPush refused an alias: HTTP ${reply.status}, code ${reply.code}`);
    },
  };
}
