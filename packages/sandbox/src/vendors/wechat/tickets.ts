import { randomBytes } from "node:crypto";
import type { Clock } from "../../deps";
import { WechatRefusal } from "./refusal";

const lifeMs = 7200_000;
const overlapMs = 300_000;

/** What WeChat says of a token that will not do: not known or no longer the latest, malformed, or past its time. */
export const tokenErrors = {
  40001: "invalid credential, access_token is invalid or not latest",
  40014: "invalid access_token",
  42001: "access_token expired",
} as const;
export type TokenError = keyof typeof tokenErrors;

export type Tickets = {
  /** `cgi-bin/token`: a new one at each call, which kills the one before. */
  classic(): Issued;
  /** `cgi-bin/stable_token`: the same until 5 minutes before its end; forced at most 20 times a day, 30 s apart. */
  stable(forced: boolean): Issued;
  /** `ticket/getticket`: the same until 5 minutes before its end. */
  ticket(): Issued;
  /** Lets an access token through or throws the refusal that fits it. */
  check(token: string | undefined): void;
  /** Ends all access tokens, which `errcode` then says of them. Answers how many lived. */
  expireTokens(errcode: TokenError): number;
  /** Makes the next getticket answer another ticket. */
  expireTicket(): void;
};
/** `expiresIn`: seconds. */
type Issued = { value: string; expiresIn: number };
type Token = { value: string; expires: number; dead?: TokenError };

/** The account's access tokens of both kinds and its jsapi ticket. Rules: developers.weixin.qq.com/doc/service/api/base */
export function createTickets(clock: Clock): Tickets {
  const tokens = new Map<string, Token>();
  let classic: Token | undefined;
  let stable: Token | undefined;
  let ticket: Token | undefined;
  let forcedAt: number[] = [];

  const now = () => clock.now().getTime();
  const fresh = (token: Token | undefined): token is Token =>
    token !== undefined && token.dead === undefined && token.expires - now() > overlapMs;
  const issued = ({ value, expires }: Token): Issued => ({ value, expiresIn: Math.floor((expires - now()) / 1000) });

  function issue(): Token {
    const token: Token = { value: `90_${randomBytes(114).toString("base64url")}`, expires: now() + lifeMs };
    for (const old of tokens.values()) if (now() - old.expires > lifeMs) tokens.delete(old.value);
    tokens.set(token.value, token);
    return token;
  }

  return {
    classic() {
      if (classic) classic.dead ??= 40001;
      classic = issue();
      return issued(classic);
    },
    stable(forced) {
      forcedAt = forcedAt.filter((time) => now() - time < 24 * 3600_000);
      const last = forcedAt.at(-1);
      if (forced && forcedAt.length < 20 && (last === undefined || now() - last >= 30_000)) {
        forcedAt.push(now());
        if (stable) stable.dead ??= 40001;
      }
      if (!fresh(stable)) stable = issue();
      return issued(stable);
    },
    ticket() {
      if (!fresh(ticket)) ticket = { value: randomBytes(64).toString("base64url"), expires: now() + lifeMs };
      return issued(ticket);
    },
    check(token) {
      if (!token) throw new WechatRefusal(41001, "access_token missing");
      const known = tokens.get(token);
      const expired = known && known.expires <= now() ? 42001 : undefined;
      const wrong = known ? (known.dead ?? expired) : /^\d+_[\w-]{100,}$/.test(token) ? 40001 : 40014;
      if (wrong) throw new WechatRefusal(wrong, tokenErrors[wrong]);
    },
    expireTokens(errcode) {
      const living = [...tokens.values()].filter((token) => token.dead === undefined && token.expires > now());
      for (const token of living) token.dead = errcode;
      return living.length;
    },
    expireTicket() {
      ticket = undefined;
    },
  };
}
