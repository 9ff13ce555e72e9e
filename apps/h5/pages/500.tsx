import type { PageConfig } from "next";
import Head from "next/head";
import { Notice } from "../features/frame/notice";
import { BrokenRings } from "../features/frame/pictures";

export const config: PageConfig = { unstable_runtimeJS: false };

export default function FaultPage() {
  return (
    <>
      <Head>
        <title>出了点问题 · 超圈</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex, nofollow" />
      </Head>
      <Notice picture={<BrokenRings />} title="出了点问题" text="是我们的问题，已经记下来了。请稍后刷新页面。" />
    </>
  );
}
