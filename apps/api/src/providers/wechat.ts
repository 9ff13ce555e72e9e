import type { Db } from "@chaoqer/db/client";
import type { Logger } from "pino";
import type { Clock } from "../clock";
import type { Env } from "../env";
import { wechatCalls } from "./wechat/calls";
import { wechatCredentials } from "./wechat/credentials";
import { WechatFault } from "./wechat/faults";

/**
 * What a login code was good for: a person; `codeSpent`, where a new code may do; `virtualUser`, WeChat's made-up
 * user of the snapshot page, who is nobody.
 */
export type CodeOutcome =
  | { kind: "person"; openid: string; unionid: string | undefined }
  | { kind: "codeSpent" }
  | { kind: "virtualUser" };

const LOGIN_MS = 8000;

/** The adapter of WeChat's service account (https://developers.weixin.qq.com/doc/service/). */
export function wechat({ env, db, clock, log }: { env: Env; db: Db; clock: Clock; log: Logger }) {
  const calls = wechatCalls(env, log);
  const credentials = wechatCredentials({ appId: env.WECHAT_APP_ID, db, clock, log }, calls);
  return {
    appId: env.WECHAT_APP_ID,
    /** The ticket that JS SDK signatures are made with; shared by all processes. @throws WechatFault */
    jsapiTicket: (): Promise<string> => credentials.jsapiTicket(),
    /** Spends a web login code. @throws WechatFault when WeChat is away or refuses us */
    async exchangeCode(code: string): Promise<CodeOutcome> {
      try {
        const { openid, unionid, virtual } = await calls.identityOf(code, AbortSignal.timeout(LOGIN_MS));
        return virtual ? { kind: "virtualUser" } : { kind: "person", openid, unionid };
      } catch (error) {
        if (!(error instanceof WechatFault)) throw error;
        if (error.kind === "codeSpent") return { kind: "codeSpent" };
        log.warn({ vendor: "wechat", kind: error.kind, fault: error.message }, "no WeChat login");
        throw error;
      }
    },
  };
}
