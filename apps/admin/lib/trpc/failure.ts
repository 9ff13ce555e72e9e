import { TRPCClientError } from "@trpc/client";

/**
 * `away`: no answer that the api itself could have given; `ended`: the session is over; `forbidden`: the role may not;
 * `gone`: there is no such thing; `refused`: it answered and said no.
 */
export type Failure = { kind: "away" | "ended" | "forbidden" | "gone" | "refused"; message: string };

const KINDS: Record<string, Failure["kind"]> = {
  UNAUTHORIZED: "ended",
  FORBIDDEN: "forbidden",
  NOT_FOUND: "gone",
  SERVICE_UNAVAILABLE: "away",
  TIMEOUT: "away",
};

const WORDS: Partial<Record<Failure["kind"], string>> = {
  away: "联系不上接口服务，请稍后再试",
  ended: "登录已失效，请重新登录",
  forbidden: "你的角色没有这项权限",
};

/** What a failed call means to the person at the screen; the message is fit to show. */
export function failureOf(error: unknown): Failure {
  const of = (kind: Failure["kind"], message: string): Failure => ({ kind, message: WORDS[kind] ?? message });
  if (!(error instanceof TRPCClientError) || error.shape === undefined) return of("away", "");
  const { data, message } = error;
  if (data?.domain === undefined && data?.code === "INTERNAL_SERVER_ERROR")
    return of("refused", "接口出错了，操作没有完成");
  return of(KINDS[data?.code] ?? "refused", message);
}
