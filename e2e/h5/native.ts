import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { VersionResult } from "@chaoqer/contract/app";
import type { MessagePage, MessageResult } from "@chaoqer/contract/message";
import { DEFAULT_ACCESS_SECRET, type ParamValue, sign } from "@chaoqer/contract/sign";
import { urls } from "../stack";

interface Session {
  uid: string;
  accessToken: string;
  accessSecret: string;
}

/** What an app says of itself in its headers; `type` 1 is iOS, 2 Android. */
export interface App {
  type: number;
  versionCode: number;
}

const headersOf = ({ type, versionCode }: App) => ({
  "client-type": String(type),
  "version-name": `1.${versionCode}`,
  "version-code": String(versionCode),
});

/** The version that an app is told to move to, if any. */
export async function newerThan(app: App): Promise<VersionResult | undefined> {
  const response = await fetch(`${urls.api}/app/version/upgrade`, { headers: headersOf(app) });
  const { status, result } = (await response.json()) as { status: number; result: VersionResult };
  return status === 1 ? result : undefined;
}

type Params = Record<string, ParamValue>;

/** What a call answers, refusals included (docs/api/transport.md). */
interface Answer<T = unknown> {
  http: number;
  status: number;
  result: T;
  message: string;
}

/** For so long the same write is refused as a repeat (docs/api/transport.md, "Repeats"); a bit more, for clocks. */
const REPEAT_MS = 1050;

/** A user of the native app, who makes what the pages show. */
export class NativeUser {
  #session: Session | undefined;
  #lastTs = 0;
  #mobile = "";
  /** When each write was answered last. */
  readonly #answered = new Map<string, number>();

  /** The number signed in with, without country code. */
  get mobile(): string {
    return this.#mobile;
  }

  constructor(private readonly app?: App) {}

  get uid(): string {
    if (!this.#session) throw new Error("not signed in");
    return this.#session.uid;
  }

  /** Sends a call and tells what came of it; a write that is the same as before comes no sooner than it may. */
  async ask<T>(method: "GET" | "POST" | "PUT", path: string, params: Params = {}): Promise<Answer<T>> {
    if (method === "GET") return this.#call(method, path, params);
    const write = JSON.stringify([method, path, params]);
    const wait = (this.#answered.get(write) ?? -Infinity) + REPEAT_MS - performance.now();
    if (wait > 0) await sleep(wait);
    const answer = await this.#call<T>(method, path, params);
    this.#answered.set(write, performance.now());
    return answer;
  }

  async #call<T>(method: string, path: string, params: Params): Promise<Answer<T>> {
    this.#lastTs = Math.max(this.#lastTs + 1, Date.now());
    const own = { ...params, ts: this.#lastTs };
    const signed = { ...own, sign: sign(own, this.#session?.accessSecret ?? DEFAULT_ACCESS_SECRET) };
    const query = new URLSearchParams(Object.entries(signed).map(([name, value]) => [name, String(value)]));
    const response = await fetch(urls.api + path + (method === "GET" ? `?${query}` : ""), {
      method,
      headers: { ...(this.app && headersOf(this.app)), ...this.authorization(), "content-type": "application/json" },
      ...(method !== "GET" && { body: JSON.stringify(signed) }),
    });
    const answer = (await response.json()) as Omit<Answer<T>, "http">;
    return { ...answer, http: response.status };
  }

  /** A call that succeeds, by its result. @throws Error when it is refused */
  async #send<T>(method: "GET" | "POST" | "PUT", path: string, params: Params): Promise<T> {
    const { http, status, result, message } = await this.ask<T>(method, path, params);
    if (status !== 1) throw new Error(`${method} ${path}: ${http} ${message}`);
    return result;
  }

  get<T>(path: string, params: Params = {}): Promise<T> {
    return this.#send("GET", path, params);
  }

  post<T>(path: string, params: Params = {}): Promise<T> {
    return this.#send("POST", path, params);
  }

  put<T>(path: string, params: Params): Promise<T> {
    return this.#send("PUT", path, params);
  }

  /** The header that says who calls. */
  authorization(): Record<string, string> {
    if (!this.#session) return {};
    const { uid, accessToken } = this.#session;
    return { authorization: `Basic ${Buffer.from(`${uid}:${accessToken}`).toString("base64")}` };
  }

  async signIn(mobile: string): Promise<void> {
    const login = await this.tryLogin(mobile);
    if (login.status !== 1) throw new Error(`login: ${login.http} ${login.message}`);
    this.#session = login.result;
  }

  /** Asks for a code and sends it, as a device without a session does. */
  async tryLogin(mobile: string): Promise<Answer<Session>> {
    this.#session = undefined;
    this.#mobile = mobile;
    const sent = (await codesFor(mobile)).length;
    await this.post("/account/captcha", { countryCode: "86", mobile });
    const captcha = await codeFor(mobile, sent);
    return this.ask<Session>("POST", "/account/login/captcha", { countryCode: "86", mobile, captcha });
  }
}

/** The login codes that the sandbox was handed for that number, newest first. */
async function codesFor(mobile: string): Promise<{ code: string; outcome: string }[]> {
  const response = await fetch(`${urls.sandbox}/inspect/sms?mobile=${mobile}`);
  return (await response.json()) as { code: string; outcome: string }[];
}

/** The login code that comes after so many others. */
async function codeFor(mobile: string, sent: number): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const codes = await codesFor(mobile);
    const [latest] = codes;
    if (codes.length > sent && latest?.outcome === "ok") return latest.code;
    await sleep(100);
  }
  throw new Error(`no code came for ${mobile}`);
}

interface Profile {
  nickname: string;
  avatar?: string;
  bio?: string;
  app?: App;
}

/** A new user with a profile. */
export async function newUser({
  nickname,
  avatar = "https://cdn.example.com/none.jpg",
  bio,
  app,
}: Profile): Promise<NativeUser> {
  const user = new NativeUser(app);
  await user.signIn(`137${String(randomInt(100_000_000)).padStart(8, "0")}`);
  await user.post("/user/profile/init", { nickname, avatar });
  if (bio !== undefined) await user.put("/user/profile", { nickname, avatar, bio });
  return user;
}

/** The official messages that a user has, latest first. */
export async function officialTo(user: NativeUser): Promise<MessageResult["messageBody"][]> {
  const { list } = await user.get<MessagePage>("/user/message", { count: 100 });
  const messages = list.map(({ userMessageResult }) => userMessageResult);
  return messages.flatMap(({ originPushType, messageBody }) => (originPushType === 1 ? [messageBody] : []));
}
