"use client";

import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Flex, InputNumber, Typography } from "antd";
import { useState } from "react";
import { useTRPC } from "../../lib/trpc/client";
import { FailureNote } from "../parts/failure-note";

/** What would be if this version were published as well. */
export interface Assume {
  versionId: string;
  forcedUpgrade?: boolean;
}

type Props = { platform: 1 | 2; assume?: Assume; at?: number | undefined };

/** Answers what a client on version N sees. */
export function DryRun({ platform, assume, at }: Props) {
  const trpc = useTRPC();
  const [code, setCode] = useState<number | null>(null);
  const input = { clientType: platform, versionCode: code ?? 0, assume, at };
  const answer = useQuery(trpc.staff.versions.dryRun.queryOptions(input, { enabled: code !== null }));
  return (
    <Card title="试算：某个版本会看到什么" size="small" style={{ flex: "1 1 320px" }}>
      <Flex vertical gap="small">
        <InputNumber
          aria-label="客户端版本号"
          prefix="版本号"
          min={0}
          max={999_999_999}
          precision={0}
          value={code}
          onChange={setCode}
          style={{ width: 200 }}
        />
        <FailureNote error={answer.error} />
        {code === null && <Typography.Text type="secondary">填入客户端的版本号。</Typography.Text>}
        {answer.isLoading && <Typography.Text type="secondary">正在试算</Typography.Text>}
        {code !== null && answer.data === null && <Alert type="success" showIcon title="已是最新，不会提示更新" />}
        {answer.data && (
          <Alert
            type={answer.data.forcedUpgrade === 1 ? "error" : "info"}
            showIcon
            title={`${answer.data.forcedUpgrade === 1 ? "强制更新" : "提示更新"}到 ${answer.data.versionName}（${answer.data.versionCode}）`}
            description={answer.data.versionDesc}
          />
        )}
      </Flex>
    </Card>
  );
}
