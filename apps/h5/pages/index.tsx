import type { GetServerSideProps, PageConfig } from "next";
import { Away } from "../features/away/away";
import { Landing } from "../features/landing/landing";
import { type Download, downloadsOf, platformOf } from "../features/landing/platforms";
import { readEnv } from "../lib/env";
import { logFailure } from "../lib/log";
import { apiFor } from "../lib/trpc/api";
import { isWechat } from "../lib/wechat/browser";

export const config: PageConfig = { unstable_runtimeJS: false };

type Props = { siteUrl: string; inBrowserOnly: boolean; downloads: Download[] | null };

export const getServerSideProps: GetServerSideProps<Props> = async ({ req, res }) => {
  const { siteUrl } = readEnv();
  const userAgent = req.headers["user-agent"] ?? "";
  const platform = platformOf(userAgent);
  // WeChat opens the App Store, but lets no package through.
  const inBrowserOnly = isWechat(userAgent) && platform === "android";
  try {
    const versions = await apiFor().app.latest.query();
    return { props: { siteUrl, inBrowserOnly, downloads: downloadsOf(versions, platform) } };
  } catch (error) {
    logFailure("/", error);
    res.statusCode = 503;
    res.setHeader("Retry-After", "10");
    return { props: { siteUrl, inBrowserOnly, downloads: null } };
  }
};

export default function LandingPage({ siteUrl, inBrowserOnly, downloads }: Props) {
  if (!downloads) return <Away path="/" siteUrl={siteUrl} />;
  return <Landing siteUrl={siteUrl} inBrowserOnly={inBrowserOnly} downloads={downloads} />;
}
