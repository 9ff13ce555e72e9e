import { randomInt } from "node:crypto";
import { z } from "zod";
import { Client } from "./client";
import { DemoError } from "./error";
import { Journal } from "./journal";
import { Sandbox } from "./sandbox";
import { Visitor } from "./visitor";

/** What the groups of calls play with: two people with a phone each, and what the third parties got. */
export interface World {
  journal: Journal;
  sandbox: Sandbox;
  /** Sends cards, invites. */
  hang: Client;
  /** Gets them. */
  ning: Client;
  /** Came by a share link in WeChat. */
  visitor: Visitor;
  /** Where the share pages are. */
  h5Url: string;
  /** What earlier calls made and later ones use. */
  clubId: string;
  roomId: string;
  roomCacheId: string;
  eventId: string;
}

/** The result of a call that has none. */
export const nothing = z.strictObject({});

/** Makes the world on a running stack. @throws DemoError when there is none */
export async function enter(env: Record<string, string | undefined>): Promise<World> {
  const apiUrl = address(env.API_URL, env.API_PORT, 4000);
  const sandboxUrl = address(env.SANDBOX_URL, env.SANDBOX_PORT, 4003);
  await requireAnswer("api", "API_URL", apiUrl, "/readyz");
  await requireAnswer("sandbox", "SANDBOX_URL", sandboxUrl, "/inspect/sms");
  const journal = new Journal();
  journal.note(`api ${apiUrl}, sandbox ${sandboxUrl}`);
  // Fresh numbers each time: a number may ask for one code a minute.
  const client = (who: string) => new Client(who, `139${String(randomInt(1e8)).padStart(8, "0")}`, apiUrl, journal);
  const visitor = new Visitor("访客", "", apiUrl, journal);
  visitor.wechatUrl = sandboxUrl;
  return {
    journal,
    sandbox: new Sandbox(sandboxUrl),
    hang: client("小航"),
    ning: client("阿宁"),
    visitor,
    h5Url: address(env.H5_URL, env.H5_PORT, 4001),
    clubId: "",
    roomId: "",
    roomCacheId: "",
    eventId: "",
  };
}

function address(url: string | undefined, port: string | undefined, fallback: number): string {
  return (url || `http://localhost:${port || fallback}`).replace(/\/+$/, "");
}

async function requireAnswer(name: string, variable: string, url: string, path: string): Promise<void> {
  const complaint = `No ${name} is ready at ${url}. Start everything with \`npm start\`, or set ${variable}.`;
  const response = await fetch(url + path, { signal: AbortSignal.timeout(10_000) }).catch((error: unknown) => {
    throw new DemoError(complaint, { cause: error });
  });
  if (!response.ok) throw new DemoError(`${complaint} (${path} answered ${response.status})`);
}

/** @throws DemoError saying what should be, unless it is */
export function check(holds: boolean, sentence: string): void {
  if (!holds) throw new DemoError(`It should be that ${sentence}`);
}
