"use client";

import type { AuditList } from "@chaoqer/contract/staff/audit";
import { Flex, type TableProps, Tag, Typography } from "antd";
import { DataTable } from "../parts/data-table";
import { Page } from "../parts/page";
import { When } from "../parts/when";
import { AuditFilters } from "./audit-filters";
import { Changes } from "./changes";
import { useAuditPage } from "./queries";
import { AuditTarget } from "./target";
import { actionName } from "./words";

type Row = AuditList["list"][number];

const columns: TableProps<Row>["columns"] = [
  { title: "时间", width: 120, dataIndex: "createTime", render: (time: number) => <When time={time} /> },
  {
    title: "谁",
    width: 130,
    render: (_, { staff }) => staff?.displayName ?? <Typography.Text type="secondary">系统</Typography.Text>,
  },
  { title: "操作", width: 150, dataIndex: "action", render: (action: string) => <Tag>{actionName(action)}</Tag> },
  { title: "对象", width: 190, render: (_, row) => <AuditTarget type={row.targetType} id={row.targetId} /> },
  { title: "原因", width: 260, dataIndex: "reason", render: (reason: string | null) => reason ?? "—" },
  { title: "来自", width: 130, dataIndex: "ip", render: (ip: string | null) => ip ?? "—" },
];

/** Everything that staff, jobs and commands did. */
export function Audit() {
  const query = useAuditPage();
  return (
    <Page title="操作日志" note="只增不改：数据库拒绝修改和删除">
      <AuditFilters />
      <DataTable
        query={query}
        rowKey="id"
        columns={columns}
        empty="没有符合条件的记录"
        expandable={{
          expandedRowRender: (row) => (
            <Flex vertical gap="small">
              <Changes before={row.before} after={row.after} about={row.targetType} />
              {row.userAgent && <Typography.Text type="secondary">{row.userAgent}</Typography.Text>}
            </Flex>
          ),
        }}
      />
    </Page>
  );
}
