"use client";

import type { StaffVersion, VersionState } from "@chaoqer/contract/staff/versions";
import { Button, Flex, Segmented, type TableProps, Tag, Typography } from "antd";
import { useState } from "react";
import { DataTable } from "../parts/data-table";
import { useFilters } from "../parts/filters";
import { Page } from "../parts/page";
import { momentText, When } from "../parts/when";
import { DryRun } from "./dry-run";
import { usePlatform, useVersionPage } from "./queries";
import { Usage } from "./usage";
import { VersionActions } from "./version-actions";
import { VersionForm } from "./version-form";

const STATES: Record<VersionState, { name: string; color: string }> = {
  draft: { name: "草稿", color: "default" },
  planned: { name: "待发布", color: "blue" },
  published: { name: "已发布", color: "green" },
  withdrawn: { name: "已撤回", color: "red" },
};

const columns: TableProps<StaffVersion>["columns"] = [
  {
    title: "版本",
    key: "version",
    render: (_, { versionName, versionCode, downloadUrl }) => (
      <>
        {versionName}（{versionCode}）
        <br />
        <Typography.Link href={downloadUrl} target="_blank" rel="noreferrer">
          下载
        </Typography.Link>
      </>
    ),
  },
  {
    title: "状态",
    key: "state",
    render: (_, { state, forcedUpgrade }) => (
      <Flex gap={4}>
        <Tag color={STATES[state].color}>{STATES[state].name}</Tag>
        {forcedUpgrade && <Tag color="volcano">强制</Tag>}
      </Flex>
    ),
  },
  {
    title: "发布时间",
    key: "publishTime",
    render: (_, { state, publishTime }) =>
      state === "planned" && publishTime !== null ? momentText(publishTime) : <When time={publishTime} />,
  },
  { title: "在用", dataIndex: "activeUsers", align: "right" },
  {
    title: "更新内容",
    dataIndex: "versionDesc",
    render: (text: string) => (
      <Typography.Paragraph
        ellipsis={{ rows: 2, tooltip: text }}
        style={{ margin: 0, maxWidth: "clamp(160px, 20vw, 360px)" }}
      >
        {text}
      </Typography.Paragraph>
    ),
  },
  { title: "", key: "actions", align: "right", fixed: "end", render: (_, row) => <VersionActions version={row} /> },
];

/** What the apps are told to update to. */
export function Versions() {
  const query = useVersionPage();
  const platform = usePlatform();
  const { set } = useFilters();
  const [creating, setCreating] = useState(false);
  return (
    <Page
      title="版本"
      extra={
        <Button type="primary" onClick={() => setCreating(true)}>
          新建版本
        </Button>
      }
    >
      <Segmented
        style={{ marginBottom: 14 }}
        options={[
          { value: 1, label: "iOS" },
          { value: 2, label: "Android" },
        ]}
        value={platform}
        onChange={(value) => set({ platform: String(value) })}
      />
      <Flex vertical gap="large">
        <div>
          <DataTable query={query} rowKey="versionId" columns={columns} empty="还没有版本" />
        </div>
        <Flex gap="middle" wrap align="start">
          <DryRun key={platform} platform={platform} />
          <Usage platform={platform} />
        </Flex>
      </Flex>
      {creating && <VersionForm platform={platform} onClose={() => setCreating(false)} />}
    </Page>
  );
}
