import { randomBytes } from "node:crypto";
import { inTransaction } from "@chaoqer/db/tx";
import type { Ctx } from "../../trpc/context";
import { hashToken, SESSION_TTL_MS } from "../account/rules";
import type { WechatLoginResult } from "./schemas";
import { orUnavailable } from "./wechat-away";

/** Opens a WeChat session for whoever the login code is about; only the token's hash is kept. */
export async function login(ctx: Ctx, { code }: { code: string }): Promise<WechatLoginResult> {
  const who = await orUnavailable(ctx.providers.wechat.exchangeCode(code));
  if (who.kind !== "person") return { outcome: who.kind };
  const { openid, unionid = null } = who;
  const token = randomBytes(32).toString("hex");
  const createTime = ctx.clock.now();
  const expireTime = new Date(createTime.getTime() + SESSION_TTL_MS);
  const data = { tokenHash: hashToken(token), openid, unionid, createTime, expireTime };
  await inTransaction(ctx, (tx) => tx.db.wechatSession.create({ data, select: { openid: true } }));
  return { outcome: "session", token, expireTime: expireTime.getTime() };
}

/** Ends the session of a token; one that has ended is no error. */
export async function logout(ctx: Ctx, { token }: { token: string }): Promise<void> {
  await inTransaction(ctx, (tx) => tx.db.wechatSession.deleteMany({ where: { tokenHash: hashToken(token) } }));
}
