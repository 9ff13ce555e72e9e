"use client";

import { useQuery } from "@tanstack/react-query";
import { Card, Table, Tag, Typography } from "antd";
import { useTRPC } from "../../lib/trpc/client";
import { Loaded } from "../parts/loaded";
import type { Assume } from "./dry-run";

type Props = { platform: 1 | 2; assume?: Assume; at?: number | undefined };

/** How many active users are on each version, and who of them will be forced. */
export function Usage({ platform, assume, at }: Props) {
  const trpc = useTRPC();
  const query = useQuery(trpc.staff.versions.usage.queryOptions({ clientType: platform, assume, at }));
  return (
    <Card title="在用的版本" size="small" style={{ flex: "2 1 420px" }}>
      <Loaded query={query} rows={3}>
        {({ versions, users, forcedUsers }) => (
          <>
            <Typography.Paragraph>
              {users}位在线会话中，<Typography.Text strong>{forcedUsers}</Typography.Text>位会被强制更新。
            </Typography.Paragraph>
            <Table
              size="small"
              rowKey="versionCode"
              pagination={versions.length > 10 ? { pageSize: 10 } : false}
              dataSource={versions}
              locale={{ emptyText: "这个平台没有在用的客户端" }}
              columns={[
                { title: "版本号", dataIndex: "versionCode" },
                { title: "人数", dataIndex: "users", align: "right" },
                {
                  title: "会看到",
                  key: "sees",
                  render: (_, { sees, forced }) =>
                    sees === null ? (
                      "不提示"
                    ) : (
                      <>
                        更新到 {sees} {forced && <Tag color="volcano">强制</Tag>}
                      </>
                    ),
                },
              ]}
            />
          </>
        )}
      </Loaded>
    </Card>
  );
}
