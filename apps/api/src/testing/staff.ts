import type { ErrorCode } from "@chaoqer/contract/errors";
import type { StaffRole } from "@chaoqer/contract/staff/common";
import { hashPassword } from "@chaoqer/db/passwords";
import superjson from "superjson";
import type { Clock } from "../clock";
import type { ProcessDeps } from "../deps";
import { hashToken, newId } from "../domains/account/rules";
import { STAFF_SESSION_MS } from "../domains/staff/rules";
import { appRouter, type Caller } from "../trpc/router";
import type { TestApp } from "./harness";

/** What a refused call says to the console. */
export class StaffCallError extends Error {
  constructor(
    readonly code: ErrorCode | undefined,
    readonly http: number,
    message: string,
  ) {
    super(message);
  }
}

type Procedures = Record<string, { _def: { type: string } }>;

interface Answer {
  result?: { data: Parameters<typeof superjson.deserialize>[0] };
  error?: { json: { message: string; data: { httpStatus: number; domain?: ErrorCode } } };
}

/** What a subscription that is refused answers: one event that says why. */
function refusalOf(stream: string): Answer {
  const error = /^event: serialized-error\ndata: (.+)$/m.exec(stream)?.[1];
  return error ? { error: JSON.parse(error) as NonNullable<Answer["error"]> } : {};
}

/** Calls the console's procedures over HTTP, as its server does; of subscriptions only those that are refused. */
export function staffCaller(
  test: Pick<TestApp, "app">,
  token?: string,
  headers: Record<string, string> = {},
): Caller["staff"] {
  const send = async (path: string, input: unknown): Promise<unknown> => {
    const procedure = (appRouter._def.procedures as unknown as Procedures)[path];
    const text = JSON.stringify(superjson.serialize(input));
    const common = {
      headers: { ...(token && { authorization: `Staff ${token}` }), "user-agent": "console test", ...headers },
    };
    const response =
      procedure?._def.type !== "mutation"
        ? await test.app.inject({
            ...common,
            method: "GET",
            url: `/trpc/${path}${input === undefined ? "" : `?input=${encodeURIComponent(text)}`}`,
          })
        : await test.app.inject({
            ...common,
            method: "POST",
            url: `/trpc/${path}`,
            headers: { ...common.headers, "content-type": "application/json" },
            payload: text,
          });
    const answer = procedure?._def.type === "subscription" ? refusalOf(response.body) : response.json<Answer>();
    if (answer.error) {
      const { message, data } = answer.error.json;
      throw new StaffCallError(data.domain, data.httpStatus, message);
    }
    return answer.result && superjson.deserialize(answer.result.data);
  };
  const at = (path: string): unknown =>
    new Proxy(() => undefined, {
      get: (_target, name) => at(`${path}.${String(name)}`),
      apply: (_target, _this, [input]: unknown[]) => send(path, input),
    });
  return at("staff") as Caller["staff"];
}

/** What staff are made in. */
export interface Desk extends Pick<TestApp, "app"> {
  deps: Pick<ProcessDeps, "db">;
  clock: Clock;
}

export interface TestStaff {
  staffId: string;
  username: string;
  password: string;
  token: string;
  /** Its own calls. */
  call: Caller["staff"];
}

export const STAFF_PASSWORD = "correct horse 42";
let passwordHash: Promise<string> | undefined;

/** A signed-in member of staff, ready to work. */
export async function testStaff(test: Desk, role: StaffRole): Promise<TestStaff> {
  passwordHash ??= hashPassword(STAFF_PASSWORD);
  const now = test.clock.now();
  const staffId = newId();
  const token = newId();
  const username = `${role}-${staffId.slice(0, 8)}`;
  await test.deps.db.staff.create({
    data: {
      staffId,
      username,
      displayName: role,
      role,
      passwordHash: await passwordHash,
      mustChangePassword: false,
      createTime: now,
      sessions: {
        create: {
          tokenHash: hashToken(token),
          ip: "127.0.0.1",
          createTime: now,
          seenTime: now,
          expireTime: new Date(now.getTime() + STAFF_SESSION_MS),
        },
      },
    },
    select: { staffId: true },
  });
  return { staffId, username, password: STAFF_PASSWORD, token, call: staffCaller(test, token) };
}
