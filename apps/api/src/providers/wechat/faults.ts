/**
 * What a failed call to WeChat means for us.
 * - `unreachable`: no answer, a broken one, or "busy"; another try may do.
 * - `tokenInvalid`: the access token is not the latest, malformed or past its time.
 * - `codeSpent`: a login code was used before, is past its time, or never was one.
 * - `dayLimit`, `minuteLimit`: our quota for that time is used up.
 * - `refused`: keys, addresses or rights that an operator must mend; trying again does not help.
 */
export type FaultKind = "unreachable" | "tokenInvalid" | "codeSpent" | "dayLimit" | "minuteLimit" | "refused";

/** A failed call. Its message names the call and WeChat's code and nothing that is secret. */
export class WechatFault extends Error {
  override readonly name = "WechatFault";
  constructor(
    readonly kind: FaultKind,
    message: string,
  ) {
    super(message);
  }
}

/** The errcodes that are told apart; any other is `refused`. Source: developers.weixin.qq.com, "全局返回码". */
const KINDS = new Map<number, FaultKind>([
  [-1, "unreachable"],
  [40001, "tokenInvalid"],
  [40014, "tokenInvalid"],
  [42001, "tokenInvalid"],
  [40029, "codeSpent"],
  [40163, "codeSpent"],
  [42003, "codeSpent"],
  [45009, "dayLimit"],
  [45011, "minuteLimit"],
]);

/** What WeChat's code means. @param sent what the call carried: 40001 of a call without a token is about our secret. */
export function kindOf(errcode: number, sent: "secret" | "token"): FaultKind {
  const kind = KINDS.get(errcode) ?? "refused";
  return kind === "tokenInvalid" && sent === "secret" ? "refused" : kind;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** WeChat's day begins at midnight in Shanghai, which has no summer time. */
const SHANGHAI_MS = 8 * 3_600_000;

/** Until when not to call again after such a fault; undefined: the next call may try. */
export function pauseAfter(kind: FaultKind, now: Date): Date | undefined {
  const time = now.getTime();
  if (kind === "dayLimit") return new Date(Math.floor((time + SHANGHAI_MS) / DAY_MS + 1) * DAY_MS - SHANGHAI_MS);
  if (kind === "minuteLimit") return new Date(Math.floor(time / MINUTE_MS + 1) * MINUTE_MS);
  // Keys do not mend themselves: one try, and one alarm, a minute.
  if (kind === "refused") return new Date(time + MINUTE_MS);
  return undefined;
}
