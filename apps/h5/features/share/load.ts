import type { VersionResult } from "@chaoqer/contract/app";
import { logFailure } from "../../lib/log";
import { type Api, apiFor } from "../../lib/trpc/api";
import { failureOf } from "../../lib/trpc/failure";
import { configOf, type JsSdkConfig } from "../../lib/wechat/config";
import type { Content, Kind } from "./page";

export interface Wanted<T> {
  kind: Kind;
  id: string;
  /** The visitor's session. */
  token: string | undefined;
  inWechat: boolean;
  /** The address as the browser shows it; WeChat wants that one signed. */
  url: string;
  ask: (api: Api, id: string) => Promise<T>;
}

/** `stranger`: the content is for those who have logged in, and this visitor has to. */
export type Loaded<T> = Content<T> | { view: "stranger" };

/** All that a page shows, in one round trip to the api. */
export function loadShared<T>(wanted: Wanted<T>): Promise<Loaded<T>> {
  if (wanted.token) return loadFull(wanted, wanted.token);
  return wanted.inWechat ? Promise.resolve({ view: "stranger" }) : loadInvitation(wanted);
}

/** A page without versions or signature is still a page. */
function orElse<T>(settled: PromiseSettledResult<T>, what: string, fallback: T): T {
  if (settled.status === "fulfilled") return settled.value;
  logFailure(what, settled.reason);
  return fallback;
}

async function loadFull<T>({ kind, id, inWechat, url, ask }: Wanted<T>, token: string): Promise<Loaded<T>> {
  const api = apiFor(token);
  const signed: Promise<JsSdkConfig | null> = inWechat
    ? api.h5.weixinConfig.query({ url }).then(configOf)
    : Promise.resolve(null);
  const [data, config, versions] = await Promise.allSettled([ask(api, id), signed, api.app.latest.query()]);
  if (data.status === "rejected") return failed(kind, data.reason);
  return {
    view: "full",
    data: data.value,
    config: orElse(config, "jssdk", null),
    versions: orElse<VersionResult[]>(versions, "versions", []),
  };
}

async function loadInvitation<T>({ kind, id }: Wanted<T>): Promise<Loaded<T>> {
  const api = apiFor();
  const [invitation, versions] = await Promise.allSettled([
    api.h5.invitation.query({ kind, id }),
    api.app.latest.query(),
  ]);
  if (invitation.status === "rejected") return failed(kind, invitation.reason);
  return {
    view: "invitation",
    invitation: invitation.value,
    versions: orElse<VersionResult[]>(versions, "versions", []),
  };
}

function failed<T>(kind: Kind, error: unknown): Loaded<T> {
  const view = failureOf(error);
  if (view === "away") logFailure(kind, error);
  return { view };
}
