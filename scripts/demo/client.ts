import { setTimeout as sleep } from "node:timers/promises";
import type { Envelope } from "@chaoqer/contract/envelope";
import { DEFAULT_ACCESS_SECRET, type ParamValue, sign } from "@chaoqer/contract/sign";
import type { z } from "zod";
import { DemoError } from "./error";
import type { Journal } from "./journal";

/** What a login answers and a client keeps. */
export interface Session {
  uid: string;
  accessToken: string;
  accessSecret: string;
}

type Params = Record<string, ParamValue>;
type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Which failure a call is to meet: an HTTP status, or a business code in a 200. */
export interface Failure {
  http?: number;
  result?: number;
  message?: string;
}

interface Reply extends Envelope {
  http: number;
}

/** A native app: signs its calls and sends them as docs/api/transport.md says. */
export class Client {
  session: Session | undefined;
  #lastTs = 0;

  constructor(
    readonly who: string,
    readonly mobile: string,
    protected readonly apiUrl: string,
    private readonly journal: Journal,
  ) {}

  /** The signed-in user's id. */
  get uid(): string {
    if (!this.session) throw new DemoError(`${this.who} is not signed in`);
    return this.session.uid;
  }

  /** A call that is to succeed with a result of that shape. */
  async call<T extends z.ZodType>(method: Method, path: string, params: Params, shape: T): Promise<z.output<T>> {
    const { http, status, result } = await this.#send(method, path, params);
    if (http !== 200 || status !== 1) throw new DemoError(`${method} ${path} should have succeeded`);
    const parsed = shape.safeParse(result);
    if (!parsed.success) throw new DemoError(`${method} ${path} answered another shape:\n${parsed.error.message}`);
    return parsed.data;
  }

  /** The newest version for this client, if it has not got it; the call takes no sign. */
  async newest<T extends z.ZodType>(shape: T): Promise<z.output<T> | undefined> {
    const { result, status, message } = await this.#send("GET", "/app/version/upgrade", {});
    if (status === 1) return shape.parse(result);
    if (message === "当前已经是最新版本") return undefined;
    throw new DemoError(`GET /app/version/upgrade should not have answered ${message}`);
  }

  /** Waits until a call that was just made may be made again (docs/api/transport.md, "Repeats"). */
  later(): Promise<void> {
    return sleep(1_100);
  }

  /** A call that is to be refused in that way. */
  async refused(method: Method, path: string, params: Params, wanted: Failure): Promise<void> {
    const got = await this.#send(method, path, params);
    const { http = 200, result = 0, message = got.message } = wanted;
    if (got.status === 0 && got.http === http && got.result === result && got.message === message) return;
    throw new DemoError(`${method} ${path} should have answered ${http} with result ${result}: ${message}`);
  }

  async #send(method: Method, path: string, params: Params): Promise<Reply> {
    // Each call has its own ts: the sign of two equal ones would be the same otherwise.
    this.#lastTs = Math.max(this.#lastTs + 1, Date.now());
    const own = { ...params, ts: this.#lastTs };
    const signed = { ...own, sign: sign(own, this.session?.accessSecret ?? DEFAULT_ACCESS_SECRET) };
    const inQuery = method === "GET" || method === "DELETE";
    const query = new URLSearchParams(
      Object.entries(signed).map(([key, value]) => [key, String(value)] as [string, string]),
    );
    const started = performance.now();
    const response = await fetch(`${this.apiUrl}${path}${inQuery ? `?${query}` : ""}`, {
      method,
      headers: this.#headers(inQuery),
      ...(inQuery ? {} : { body: JSON.stringify(signed) }),
    });
    const envelope = (await response.json()) as Envelope;
    const reply = { http: response.status, ...envelope };
    this.journal.call({ who: this.who, method, path, params, ...reply, ms: performance.now() - started });
    return reply;
  }

  /** What says who calls. */
  protected authorization(): string | undefined {
    if (!this.session) return undefined;
    const { uid, accessToken } = this.session;
    return `Basic ${Buffer.from(`${uid}:${accessToken}`).toString("base64")}`;
  }

  #headers(inQuery: boolean): Record<string, string> {
    const headers: Record<string, string> = { "client-type": "1", "version-name": "1.0.0", "version-code": "10" };
    if (!inQuery) headers["content-type"] = "application/json";
    const authorization = this.authorization();
    if (authorization) headers.authorization = authorization;
    return headers;
  }
}
