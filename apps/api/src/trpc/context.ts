import type { ClientType } from "@chaoqer/contract/enums";
import type { AuditAction } from "@chaoqer/contract/staff/audit";
import type { StaffStage } from "@chaoqer/contract/staff/auth";
import type { StaffRole } from "@chaoqer/contract/staff/common";
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

/** A member of staff at the console. */
export interface StaffActor {
  staffId: string;
  username: string;
  displayName: string;
  role: StaffRole;
  stage: StaffStage;
  /** The second step is set up. */
  totp: boolean;
  /** Names the session. */
  tokenHash: string;
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

/** A call from the console. */
export interface StaffCtx extends Ctx {
  staff: StaffActor;
  userAgent: string;
}

/** What one action did, for the audit log; secrets and whole phone numbers do not belong here. */
export interface AuditDraft {
  /** The procedure's own unless said. */
  action?: AuditAction;
  targetType?: string;
  targetId?: string;
  reason?: string;
  before?: unknown;
  after?: unknown;
}

/** A change from the console: what it did must be told before it can be committed. */
export interface StaffWriteCtx extends StaffCtx {
  audit: {
    record(entry: AuditDraft): void;
    /** Says that this call has changed nothing, such as a decision that came too late. */
    nothing(): void;
  };
}

/** What is written on a procedure for those who look at the router: of the console's, who may call, and its action. */
export interface ProcedureMeta {
  staff?: { roles: readonly StaffRole[]; action?: AuditAction };
}

/** Looks the caller's session up once per request, and only if a procedure asks; null when there is no valid one. */
export interface Authenticate {
  user(): Promise<UserActor | null>;
  wechat(): Promise<WechatActor | null>;
  staff(): Promise<StaffActor | null>;
}

/** The context every procedure starts with, the same for tRPC and REST. */
export interface CallCtx extends Ctx {
  authenticate: Authenticate;
  /** As the caller's program names itself; "" if it does not. */
  userAgent: string;
}
