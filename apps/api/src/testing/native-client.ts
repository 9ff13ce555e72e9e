import { randomInt } from "node:crypto";
import type { Envelope } from "@chaoqer/contract/envelope";
import { DEFAULT_ACCESS_SECRET, type ParamValue, sign } from "@chaoqer/contract/sign";
import type { FastifyInstance } from "fastify";
import type { TestClock } from "./clock";

export interface Session {
  uid: string;
  accessToken: string;
  accessSecret: string;
}

/** An answer with its HTTP status; `result` is what a test reads. */
export interface Reply<T = unknown> extends Envelope<T> {
  http: number;
  headers: Record<string, unknown>;
}

export interface CallOptions {
  headers?: Record<string, string>;
  /** Sends the parameters as a form instead of JSON. */
  form?: boolean;
  remoteAddress?: string;
}

/** Calls the REST api as a native app does: signed parameters, Basic header, client headers. */
export class NativeClient {
  session: Session | undefined;
  /** The body as it was sent last, to send it again. */
  lastParams: Record<string, ParamValue> = {};
  private lastTs = 0;

  constructor(
    private readonly app: FastifyInstance,
    private readonly clock: TestClock,
    readonly client = { type: 1, versionName: "1.0.0", versionCode: 10 },
  ) {}

  /** A `ts` of its own for each call, as clients do. */
  private nextTs(): number {
    this.lastTs = Math.max(this.lastTs + 1, this.clock.now().getTime() + randomInt(1000));
    return this.lastTs;
  }

  get headers(): Record<string, string> {
    const { session, client } = this;
    return {
      "client-type": String(client.type),
      "version-name": client.versionName,
      "version-code": String(client.versionCode),
      ...(session && {
        authorization: `Basic ${Buffer.from(`${session.uid}:${session.accessToken}`).toString("base64")}`,
      }),
    };
  }

  /** Signs the parameters as this client would. */
  signed(params: Record<string, ParamValue>): Record<string, ParamValue> {
    const own = { ts: this.nextTs(), ...params };
    return { ...own, sign: sign(own, this.session?.accessSecret ?? DEFAULT_ACCESS_SECRET) };
  }

  /** Sends parameters as they are: in the query of a GET or DELETE, else in the body. */
  async send<T = unknown>(method: string, path: string, params: Record<string, ParamValue>, options: CallOptions = {}) {
    this.lastParams = params;
    const inQuery = method === "GET" || method === "DELETE";
    const text = (value: ParamValue) => (typeof value === "string" ? value : JSON.stringify(value));
    const form = new URLSearchParams(
      Object.entries(params).map(([key, value]) => [key, text(value)] as [string, string]),
    ).toString();
    const contentType = options.form ? "application/x-www-form-urlencoded" : "application/json";
    const response = await this.app.inject({
      method: method as "GET",
      url: inQuery && form ? `${path}?${form}` : path,
      headers: { ...this.headers, ...(!inQuery && { "content-type": contentType }), ...options.headers },
      ...(!inQuery && { payload: options.form ? form : JSON.stringify(params) }),
      ...(options.remoteAddress && { remoteAddress: options.remoteAddress }),
    });
    return { http: response.statusCode, headers: response.headers, ...response.json<Envelope<T>>() } satisfies Reply<T>;
  }

  /** Signs and sends. A list or number in a GET is signed as the text that is sent. */
  async call<T = unknown>(
    method: string,
    path: string,
    params: Record<string, ParamValue> = {},
    options: CallOptions = {},
  ) {
    return this.send<T>(method, path, this.signed(params), options);
  }

  get = <T = unknown>(path: string, params?: Record<string, ParamValue>) => this.call<T>("GET", path, params);
  post = <T = unknown>(path: string, params?: Record<string, ParamValue>) => this.call<T>("POST", path, params);
  put = <T = unknown>(path: string, params?: Record<string, ParamValue>) => this.call<T>("PUT", path, params);
  delete = <T = unknown>(path: string, params?: Record<string, ParamValue>) => this.call<T>("DELETE", path, params);
}
