import type { IncomingMessage } from "node:http";
import { DomainError } from "@chaoqer/contract/errors";
import { ID } from "@chaoqer/contract/fields";
import type { Deps } from "../deps";
import { findUserActor } from "../domains/account/reads";
import { hashToken, readBasic } from "../domains/account/rules";
import { spendTicket } from "../domains/room/tickets";

/** Who wants to connect. */
export interface Caller {
  uid: string;
  /** Names the session. */
  tokenHash: string;
}

const urlOf = (request: IncomingMessage) => new URL(request.url ?? "/", "http://localhost");

/** The room that a request is for; undefined if it is for something else. */
export function roomOf(request: IncomingMessage): string | undefined {
  const roomId = /^\/channel\/([^/]+)$/.exec(urlOf(request).pathname)?.[1];
  return roomId && ID.test(roomId) ? roomId : undefined;
}

/** The last change that a returning client says it knows; undefined if it names none. */
export function afterOf(request: IncomingMessage): number | undefined {
  const after = urlOf(request).searchParams.get("after") ?? "";
  return /^\d{1,15}$/.test(after) ? Number(after) : undefined;
}

async function byTicket(deps: Deps, ticket: string, roomId: string): Promise<Caller> {
  const uid = ID.test(ticket) ? await spendTicket(deps, ticket, roomId) : null;
  const where = { uid: uid ?? "", expireTime: { gt: deps.clock.now() } };
  const session = uid && (await deps.db.session.findFirst({ where, select: { tokenHash: true } }));
  if (!uid || !session) throw new DomainError("unauthorized");
  return { uid, tokenHash: session.tokenHash };
}

/**
 * Who asks for a connection to this room: by the Basic header, or by a ticket in the query.
 * @throws DomainError unauthorized, profileMissing
 */
export async function authenticate(deps: Deps, request: IncomingMessage, roomId: string): Promise<Caller> {
  const ticket = urlOf(request).searchParams.get("ticket");
  if (ticket !== null) return byTicket(deps, ticket, roomId);
  const basic = readBasic(request.headers.authorization);
  const actor = basic && (await findUserActor(deps, basic.uid, basic.token));
  if (!actor) throw new DomainError("unauthorized");
  if (!actor.initialised) throw new DomainError("profileMissing");
  return { uid: actor.uid, tokenHash: hashToken(basic.token) };
}
