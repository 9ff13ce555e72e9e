"use client";

import { Button, Result } from "antd";
import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const AGAIN_MS = 10_000;

/** Instead of a page while the api does not answer; it looks again by itself. */
export function ApiAway() {
  const router = useRouter();
  const [trying, start] = useTransition();
  useEffect(() => {
    const timer = setInterval(() => start(() => router.refresh()), AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <Result
      status="warning"
      title="联系不上接口服务"
      subTitle="它可能正在重启，或者网络不通。页面会每 10 秒再试一次。"
      extra={
        <Button type="primary" loading={trying} onClick={() => start(() => router.refresh())}>
          重试
        </Button>
      }
    />
  );
}
