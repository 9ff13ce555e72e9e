import type { Ctx, WechatActor } from "../../trpc/context";
import { hashToken } from "../account/rules";

/** The visitor behind a WeChat session's token; null if it is unknown or has ended (docs/api/h5.md). */
export async function findVisitor(ctx: Pick<Ctx, "db" | "clock">, token: string): Promise<WechatActor | null> {
  const where = { tokenHash: hashToken(token), expireTime: { gt: ctx.clock.now() } };
  return ctx.db.wechatSession.findFirst({ where, select: { openid: true } });
}

/** The token of `Authorization: Bearer …` or of the cookie `chaoqer_wx`. */
export function readBearer(authorization: string | undefined, cookie: string | undefined): string | undefined {
  const bearer = /^Bearer +([a-f0-9]{32,64})$/i.exec(authorization ?? "")?.[1];
  return bearer ?? /(?:^|;\s*)chaoqer_wx=([a-f0-9]{32,64})(?:;|$)/.exec(cookie ?? "")?.[1];
}
