import { createHash } from "node:crypto";
import type { Db } from "@chaoqer/db/client";
import { inTransaction } from "@chaoqer/db/tx";
import type { Logger } from "pino";
import type { Clock } from "../../clock";
import type { Issued, WechatCalls } from "./calls";
import { pauseAfter, WechatFault } from "./faults";

/**
 * Access token and jsapi ticket, one of each for all processes. Both rows are locked while one process renews; the
 * others wait and read. So a token that WeChat refuses can only be the one that is kept, and never a newer one.
 */

type Kind = "access_token" | "jsapi_ticket";

interface Kept {
  kind: string;
  value: string;
  expireTime: Date;
  /** When it was last tried to fetch, with or without success. */
  fetchTime: Date;
  backoffUntil: Date | null;
}
type Pair = Record<Kind, Kept>;

/** WeChat hands out a new one this long before the end of the old, and then both are good. */
const MARGIN_MS = 5 * 60_000;
/** How long a renewal may take, waiting for another process included. */
const RENEWAL_MS = 9000;
const CALLS_MS = 8000;

const bare = ({ value }: Kept) => value.slice(value.indexOf(":") + 1);

function isTokenInvalid(error: unknown): error is WechatFault {
  return error instanceof WechatFault && error.kind === "tokenInvalid";
}

function pairOf(rows: Kept[]): Pair | undefined {
  const [token, ticket] = (["access_token", "jsapi_ticket"] as const).map((kind) =>
    rows.find((row) => row.kind === kind),
  );
  return token && ticket && { access_token: token, jsapi_ticket: ticket };
}

interface Parts {
  /** Whose credentials they are. */
  appId: string;
  db: Db;
  clock: Clock;
  log: Logger;
}

export function wechatCredentials({ appId, db, clock, log }: Parts, calls: WechatCalls) {
  /** A ticket is kept with the mark of account and token it was fetched with, so that it goes when those change. */
  const markOf = (token: string) => createHash("sha256").update(`${appId}:${token}`).digest("hex").slice(0, 16);
  const left = ({ expireTime }: Kept) => expireTime.getTime() - clock.now().getTime();
  const paused = ({ backoffUntil }: Kept) => backoffUntil !== null && backoffUntil > clock.now();

  /** Whether the kept ticket is to be used without asking WeChat. */
  function holds({ access_token: token, jsapi_ticket: ticket }: Pair): boolean {
    if (left(ticket) <= 0) return false;
    if (paused(token) || paused(ticket)) return true;
    return left(ticket) > MARGIN_MS && ticket.value.startsWith(`${markOf(token.value)}:`);
  }

  /** Whether there is nothing to be had before a pause is over. */
  function mustWait({ access_token: token, jsapi_ticket: ticket }: Pair): boolean {
    return paused(ticket) || (paused(token) && left(token) <= 0);
  }

  /** Locks both rows, always in the same order, and makes empty ones where there are none. */
  async function lock(tx: Db): Promise<Pair> {
    const never = new Date(0);
    const pair = pairOf(
      await tx.$queryRaw<Kept[]>`
        INSERT INTO wechat_credentials (kind, value, expire_time, fetch_time)
        VALUES ('access_token', '', ${never}, ${never}), ('jsapi_ticket', '', ${never}, ${never})
        ON CONFLICT (kind) DO UPDATE SET kind = excluded.kind
        RETURNING kind, value, expire_time AS "expireTime", fetch_time AS "fetchTime", backoff_until AS "backoffUntil"`,
    );
    if (!pair) throw new Error("wechat credentials: the rows did not come back");
    return pair;
  }

  /** Fetches one credential and keeps it, or keeps until when to leave WeChat alone. @throws WechatFault */
  async function fetchInto(tx: Db, kept: Kept, fetch: () => Promise<Issued>): Promise<Kept> {
    if (paused(kept)) throw new WechatFault("unreachable", `${kept.kind}: left alone for a while`);
    const { kind } = kept;
    try {
      const { value, lifeMs } = await fetch();
      const fetchTime = clock.now();
      const expireTime = new Date(fetchTime.getTime() + lifeMs);
      const data = { value, expireTime, fetchTime, backoffUntil: null };
      return await tx.wechatCredential.update({ where: { kind }, data });
    } catch (error) {
      if (error instanceof WechatFault) {
        const backoffUntil = pauseAfter(error.kind, clock.now()) ?? null;
        await tx.wechatCredential.update({ where: { kind }, data: { backoffUntil } });
      }
      throw error;
    }
  }

  /** The token to work with: the kept one, a new one near its end, or still the kept one if no other is to be had. */
  async function tokenFor(tx: Db, kept: Kept, signal: AbortSignal): Promise<Kept> {
    if (left(kept) > MARGIN_MS) return kept;
    try {
      return await fetchInto(tx, kept, () => calls.stableToken(false, signal));
    } catch (error) {
      if (error instanceof WechatFault && left(kept) > 0) return kept;
      throw error;
    }
  }

  /** Another token in place of one that WeChat refuses. */
  function replaceToken(tx: Db, refused: Kept, signal: AbortSignal): Promise<Kept> {
    return fetchInto(tx, refused, async () => {
      const issued = await calls.stableToken(false, signal);
      return issued.value === refused.value ? calls.stableToken(true, signal) : issued;
    });
  }

  async function fetchTicket(tx: Db, pair: Pair, signal: AbortSignal): Promise<Kept> {
    const ticketBy = async (token: Kept): Promise<Issued> => {
      const { value, lifeMs } = await calls.jsapiTicket(token.value, signal);
      return { value: `${markOf(token.value)}:${value}`, lifeMs };
    };
    const token = await tokenFor(tx, pair.access_token, signal);
    try {
      return await fetchInto(tx, pair.jsapi_ticket, () => ticketBy(token));
    } catch (error) {
      if (!isTokenInvalid(error)) throw error;
    }
    const another = await replaceToken(tx, token, signal);
    return fetchInto(tx, pair.jsapi_ticket, async () => {
      try {
        return await ticketBy(another);
      } catch (error) {
        if (!isTokenInvalid(error)) throw error;
        // Once only: a third token would be no better.
        throw new WechatFault("refused", `${error.message}, with a new token too`);
      }
    });
  }

  /** A renewal under the lock. A fault is answered, not thrown, so that what is known of it is committed. */
  async function renewLocked(tx: Db, askedAt: Date): Promise<string | WechatFault> {
    const pair = await lock(tx);
    const ticket = pair.jsapi_ticket;
    if (holds(pair)) return bare(ticket);
    const fallback = (fault: WechatFault) => (left(ticket) > 0 ? bare(ticket) : fault);
    // Whoever had the lock meanwhile has failed: their failure is ours too, or all would fail one after the other.
    if (ticket.fetchTime > askedAt) return fallback(new WechatFault("unreachable", "another process has just failed"));
    try {
      return bare(await fetchTicket(tx, pair, AbortSignal.timeout(CALLS_MS)));
    } catch (error) {
      if (!(error instanceof WechatFault)) throw error;
      await tx.wechatCredential.update({ where: { kind: ticket.kind }, data: { fetchTime: clock.now() } });
      log.warn({ vendor: "wechat", kind: error.kind, fault: error.message }, "no new jsapi ticket");
      return fallback(error);
    }
  }

  async function renew(): Promise<string> {
    const askedAt = clock.now();
    const outcome = await inTransaction({ db }, (tx) => renewLocked(tx.db, askedAt), {
      timeoutMs: RENEWAL_MS,
      retries: 0,
    });
    if (outcome instanceof WechatFault) throw outcome;
    return outcome;
  }

  let renewal: Promise<string> | undefined;

  return {
    /** The jsapi ticket. Near its end it is renewed; where that fails, the kept one serves to its end. @throws WechatFault */
    async jsapiTicket(): Promise<string> {
      const pair = pairOf(await db.wechatCredential.findMany());
      if (pair && holds(pair)) return bare(pair.jsapi_ticket);
      if (pair && mustWait(pair)) throw new WechatFault("unreachable", "left alone for a while");
      // One renewal a process, so that waiting for another process takes one connection and not one a caller.
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
  };
}
