import type { PageConfig } from "next";
import Head from "next/head";
import buttons from "../features/frame/button.module.css";
import { Notice } from "../features/frame/notice";
import { EmptyRing } from "../features/frame/pictures";

export const config: PageConfig = { unstable_runtimeJS: false };

export default function NotFoundPage() {
  return (
    <>
      <Head>
        <title>没有这个页面 · 超圈</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex, nofollow" />
      </Head>
      <Notice picture={<EmptyRing />} title="没有这个页面" text="链接可能不完整，或者页面已经不在了。">
        <a className={buttons.primary} href="/">
          去超圈首页
        </a>
      </Notice>
    </>
  );
}
