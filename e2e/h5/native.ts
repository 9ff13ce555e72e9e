import { randomInt } from "node:crypto";
import { DEFAULT_ACCESS_SECRET, type ParamValue, sign } from "@chaoqer/contract/sign";
import { urls } from "../stack";

interface Session {
  uid: string;
  accessToken: string;
  accessSecret: string;
}

/** A user of the native app, who makes what the pages show. */
export class NativeUser {
  #session: Session | undefined;
  #lastTs = 0;

  get uid(): string {
    if (!this.#session) throw new Error("not signed in");
    return this.#session.uid;
  }

  /** Signs a call, sends it in a body, and answers its result. */
  async #send<T>(method: "POST" | "PUT", path: string, params: Record<string, ParamValue>): Promise<T> {
    this.#lastTs = Math.max(this.#lastTs + 1, Date.now());
    const own = { ...params, ts: this.#lastTs };
    const secret = this.#session?.accessSecret ?? DEFAULT_ACCESS_SECRET;
    const response = await fetch(urls.api + path, {
      method,
      headers: { "content-type": "application/json", ...this.#authorization() },
      body: JSON.stringify({ ...own, sign: sign(own, secret) }),
    });
    const { status, result, message } = (await response.json()) as { status: number; result: T; message: string };
    if (status !== 1) throw new Error(`${method} ${path}: ${response.status} ${message}`);
    return result;
  }

  post<T>(path: string, params: Record<string, ParamValue> = {}): Promise<T> {
    return this.#send("POST", path, params);
  }

  put<T>(path: string, params: Record<string, ParamValue>): Promise<T> {
    return this.#send("PUT", path, params);
  }

  #authorization(): Record<string, string> {
    if (!this.#session) return {};
    const { uid, accessToken } = this.#session;
    return { authorization: `Basic ${Buffer.from(`${uid}:${accessToken}`).toString("base64")}` };
  }

  async signIn(mobile: string): Promise<void> {
    await this.post("/account/captcha", { countryCode: "86", mobile });
    this.#session = await this.post<Session>("/account/login/captcha", {
      countryCode: "86",
      mobile,
      captcha: await codeFor(mobile),
    });
  }
}

/** The login code that the sandbox was handed for that number. */
async function codeFor(mobile: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const response = await fetch(`${urls.sandbox}/inspect/sms?mobile=${mobile}`);
    const [latest] = (await response.json()) as { code: string; outcome: string }[];
    if (latest?.outcome === "ok") return latest.code;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no code came for ${mobile}`);
}

interface Profile {
  nickname: string;
  avatar?: string;
  bio?: string;
}

/** A new user with a profile. */
export async function newUser({
  nickname,
  avatar = "https://cdn.example.com/none.jpg",
  bio,
}: Profile): Promise<NativeUser> {
  const user = new NativeUser();
  await user.signIn(`137${String(randomInt(100_000_000)).padStart(8, "0")}`);
  await user.post("/user/profile/init", { nickname, avatar });
  if (bio !== undefined) await user.put("/user/profile", { nickname, avatar, bio });
  return user;
}
