import { setTimeout as sleep } from "node:timers/promises";
import { devCredentials } from "@chaoqer/sandbox/credentials";
import { DemoError } from "./error";

/** How long the api's jobs may take to send what a call caused. */
const PATIENCE_MS = 15_000;

interface Sms {
  code: string | null;
  time: number;
  outcome: string;
}

/** A push that arrived at the stand-in for JPush. */
export interface Push {
  alias: string | null;
  time: number;
  outcome: string;
  payload: {
    notification?: { ios?: { alert?: { title?: string; body?: string } } };
    message?: { msg_content?: string };
  };
}

/** What the third parties got, as the sandbox shows it (docs/operations.md, "Sandbox"). */
export class Sandbox {
  constructor(readonly url: string) {}

  /** The code of the newest SMS to a number; waits for it. */
  async code(mobile: string): Promise<string> {
    const arrived = async () => (await this.#inspect<Sms>(`sms?mobile=${mobile}`)).find((sms) => sms.outcome === "ok");
    const sms = await until(arrived, `no SMS to ${mobile} arrived at the sandbox`);
    if (!sms.code) throw new DemoError(`The SMS to ${mobile} had no code in it`);
    return sms.code;
  }

  /** The newest push to a user whose title has the text in it; waits for it. */
  async push(uid: string, text = ""): Promise<Push> {
    const arrived = async () =>
      (await this.#inspect<Push>("push")).find(
        ({ alias, outcome, payload }) =>
          alias?.endsWith(uid) && outcome === "ok" && payload.notification?.ios?.alert?.title?.includes(text),
      );
    return until(arrived, `no push to ${uid} arrived at the sandbox`);
  }

  /** The order to empty a room's channel; waits for it. */
  async kick(roomId: string): Promise<{ cname: string }> {
    const arrived = async () => (await this.#inspect<{ cname: string }>(`agora?cname=${roomId}`))[0];
    return until(arrived, `no kick for the channel ${roomId} arrived at Agora`);
  }

  /** The alias of a phone, once JPush knows it. */
  async alias(jPushId: string): Promise<string> {
    const { JPUSH_APP_KEY, JPUSH_MASTER_SECRET } = devCredentials;
    const authorization = `Basic ${Buffer.from(`${JPUSH_APP_KEY}:${JPUSH_MASTER_SECRET}`).toString("base64")}`;
    const bound = async () =>
      (await this.#get<{ alias: string | null }>(`/v3/devices/${jPushId}`, { authorization })).alias ?? undefined;
    return until(bound, "JPush did not get to know the phone");
  }

  #inspect<T>(what: string): Promise<T[]> {
    return this.#get(`/inspect/${what}`);
  }

  async #get<T>(path: string, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(this.url + path, { headers });
    if (!response.ok) throw new DemoError(`The sandbox answered ${response.status} to ${path}`);
    return (await response.json()) as T;
  }
}

async function until<T>(look: () => Promise<T | undefined>, complaint: string): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new DemoError(`After ${PATIENCE_MS / 1000} s ${complaint}`);
    await sleep(100);
  }
}
