import type { ClientType } from "@chaoqer/contract/enums";
import type { Deps } from "../deps";

/** Who calls, as a native client says it; never a reason to fail (docs/api/transport.md, "Client headers"). */
export interface Client {
  type: ClientType;
  versionName: string;
  versionCode: number;
}

/** A signed-in user. */
export interface UserActor {
  uid: string;
  /** Whether there is a profile; without one the account is in state 0. */
  initialised: boolean;
  /** Limited accounts may read only. */
  limited: boolean;
  /** Key of the session's signs; secret. */
  accessSecret: string;
}

/** A visitor known by WeChat. */
export interface WechatActor {
  openid: string;
}

/** What a verb works with. `db` is the transaction inside `inTransaction`. */
export interface Ctx extends Deps {
  client: Client;
  /** The caller's address. */
  ip: string;
  /** Aborts when the call has run past its time limit; nothing commits after that. */
  signal?: AbortSignal;
}

export interface UserCtx extends Ctx {
  actor: UserActor;
}

export interface WechatCtx extends Ctx {
  visitor: WechatActor;
}

/** Looks the caller's session up once per request, and only if a procedure asks; null when there is no valid one. */
export interface Authenticate {
  user(): Promise<UserActor | null>;
  wechat(): Promise<WechatActor | null>;
}

/** The context every procedure starts with, the same for tRPC and REST. */
export interface CallCtx extends Ctx {
  authenticate: Authenticate;
}
