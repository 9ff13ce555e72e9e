import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { z } from "zod";
import type { Env } from "../../env";
import { kindOf, WechatFault } from "./faults";

/**
 * WeChat's service account API on the wire: errors are HTTP 200 with an `errcode`, and some JSON says it is text.
 * Sources: developers.weixin.qq.com/doc/service/api/base and …/api/webdev/access.
 */

/** A credential as issued; `lifeMs` from now on. */
export interface Issued {
  value: string;
  lifeMs: number;
}

/** Whose code it was. `virtual`: a made-up user of the snapshot page, whose ids mean nothing later. */
export interface WechatIdentity {
  openid: string;
  unionid: string | undefined;
  virtual: boolean;
}

export type WechatCalls = ReturnType<typeof wechatCalls>;

const CALL_MS = 3000;
const RETRIES = 3;
const JITTER_MS = 100;

/** Refusals that somebody has to hear of at once: keys, frozen keys, and addresses that are not on WeChat's list. */
const ALARMS = new Set([40001, 40002, 40013, 40125, 40164, 40243, 41002, 41004, 61004, 89503]);

interface Request {
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  sent: "secret" | "token";
}

const lifetime = z.number().positive();
const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: lifetime });
const ticketAnswer = z.object({ ticket: z.string().min(1), expires_in: lifetime });
const grantAnswer = z.object({
  openid: z.string().min(1),
  unionid: z.string().min(1).optional(),
  is_snapshotuser: z.number().optional(),
});
const failure = z.object({ errcode: z.int(), errmsg: z.string().default("") });

/** The calls, each tried again while WeChat is busy or away until `signal` aborts. @throws WechatFault */
export function wechatCalls(env: Env, log: Logger) {
  function refusal({ path, sent }: Request, errcode: number, errmsg: string): WechatFault {
    const kind = kindOf(errcode, sent);
    if (kind === "refused") {
      const level = ALARMS.has(errcode) ? "fatal" : "error";
      // Of the message only the address is told: it may repeat what was sent.
      const ip = errcode === 40164 || errcode === 61004 ? /\d+(?:\.\d+){3}/.exec(errmsg)?.[0] : undefined;
      log[level]({ vendor: "wechat", call: path, errcode, ip }, "WeChat refuses our keys, address or rights");
    }
    return new WechatFault(kind, `${path}: errcode ${errcode}`);
  }

  async function exchange({ path, query, body }: Request, signal: AbortSignal): Promise<unknown> {
    const url = `${env.WECHAT_API_URL}${path}${query ? `?${new URLSearchParams(query)}` : ""}`;
    const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    try {
      const response = await fetch(url, {
        ...(body !== undefined && post),
        redirect: "error",
        signal: AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]),
      });
      if (response.ok) return JSON.parse(await response.text());
      throw new WechatFault("unreachable", `${path}: HTTP ${response.status}`);
    } catch (error) {
      if (error instanceof WechatFault) throw error;
      // The error itself may quote the address, which carries the secret.
      throw new WechatFault("unreachable", `${path}: ${error instanceof Error ? error.name : "no answer"}`);
    }
  }

  async function attempt<T>(request: Request, answer: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const json = await exchange(request, signal);
    const failed = failure.safeParse(json);
    if (failed.success && failed.data.errcode !== 0) throw refusal(request, failed.data.errcode, failed.data.errmsg);
    const parsed = answer.safeParse(json);
    if (!parsed.success) throw new WechatFault("unreachable", `${request.path}: an answer of another form`);
    return parsed.data;
  }

  async function call<T>(request: Request, answer: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await attempt(request, answer, signal);
      } catch (error) {
        const again = error instanceof WechatFault && error.kind === "unreachable";
        if (!again || tries >= RETRIES || signal.aborted) throw error;
        await sleep(JITTER_MS * (tries + Math.random()));
      }
    }
  }

  const app = { appid: env.WECHAT_APP_ID, secret: env.WECHAT_APP_SECRET };
  return {
    /** The access token; the same one until shortly before its end. @param force ends it and makes another. */
    async stableToken(force: boolean, signal: AbortSignal): Promise<Issued> {
      const body = { grant_type: "client_credential", ...app, force_refresh: force };
      const answer = await call({ path: "/cgi-bin/stable_token", body, sent: "secret" }, tokenAnswer, signal);
      return { value: answer.access_token, lifeMs: answer.expires_in * 1000 };
    },
    async jsapiTicket(token: string, signal: AbortSignal): Promise<Issued> {
      const query = { access_token: token, type: "jsapi" };
      const answer = await call({ path: "/cgi-bin/ticket/getticket", query, sent: "token" }, ticketAnswer, signal);
      return { value: answer.ticket, lifeMs: answer.expires_in * 1000 };
    },
    /** Who gave us this login code. It is good once. */
    async identityOf(code: string, signal: AbortSignal): Promise<WechatIdentity> {
      const query = { ...app, code, grant_type: "authorization_code" };
      const answer = await call({ path: "/sns/oauth2/access_token", query, sent: "secret" }, grantAnswer, signal);
      return { openid: answer.openid, unionid: answer.unionid, virtual: answer.is_snapshotuser === 1 };
    },
  };
}
