import { ID, PATH_UID } from "@chaoqer/contract/fields";
import type { GetServerSideProps, GetServerSidePropsContext, Redirect } from "next";
import { endSession, sessionToken } from "../../lib/auth/cookies";
import { readEnv } from "../../lib/env";
import type { Api } from "../../lib/trpc/api";
import { isWechat } from "../../lib/wechat/browser";
import { platformOf } from "../landing/platforms";
import { loadShared } from "./load";
import type { Content, Kind, Setting, SharedProps } from "./page";

interface Route<T> {
  kind: Kind;
  /** The names of the path's ids in their order; the first says what is shown. */
  params: string[];
  ask: (api: Api, id: string) => Promise<T>;
}

const STATUS: Record<Content<unknown>["view"], number> = { full: 200, invitation: 200, gone: 404, away: 503 };

function settingOf(kind: Kind, path: string, userAgent: string): Setting {
  const env = readEnv();
  return {
    kind,
    path,
    siteUrl: env.siteUrl,
    now: Date.now(),
    inWechat: isWechat(userAgent),
    platform: platformOf(userAgent),
    mobileAppId: env.wechat.mobileAppId ?? null,
    appLinkUrl: env.appLinkUrl ?? null,
    anyoneMayLogIn: env.wechat.sandbox,
  };
}

const loginRedirect = (to: string): { redirect: Redirect } => ({
  redirect: { destination: `/api/login?to=${encodeURIComponent(to)}`, permanent: false },
});

function writeHead({ res }: GetServerSidePropsContext, view: Content<unknown>["view"]): void {
  res.setHeader("X-Robots-Tag", "noindex, nofollow");
  res.setHeader("Vary", "Cookie, User-Agent");
  res.statusCode = STATUS[view];
  if (view === "away") res.setHeader("Retry-After", "10");
}

/** The server's side of a shared page: who looks, what the api says, and the answer's status and headers. */
export function serveShared<T>({ kind, params, ask }: Route<T>): GetServerSideProps<SharedProps<T>> {
  return async (context) => {
    const { req, res, resolvedUrl } = context;
    const ids = params.map((name) => String(context.params?.[name]));
    const setting = settingOf(kind, `/${[kind, ...ids].join("/")}`, req.headers["user-agent"] ?? "");
    const { inWechat, siteUrl } = setting;
    const answer = (content: Content<T>) => {
      writeHead(context, content.view);
      return { props: { setting, content } };
    };

    const [id = "", ...others] = ids;
    if (!(kind === "profile" ? PATH_UID : ID).test(id) || !others.every((uid) => PATH_UID.test(uid)))
      return answer({ view: "gone" });

    const wanted = { kind, id, token: sessionToken(req.cookies), inWechat, url: siteUrl + (req.url ?? ""), ask };
    const loaded = await loadShared(wanted);
    if (loaded.view !== "stranger") return answer(loaded);
    if (inWechat) return loginRedirect(resolvedUrl);
    res.appendHeader("Set-Cookie", endSession(siteUrl.startsWith("https:")));
    const invited = await loadShared({ ...wanted, token: undefined });
    return answer(invited.view === "stranger" ? { view: "away" } : invited);
  };
}
