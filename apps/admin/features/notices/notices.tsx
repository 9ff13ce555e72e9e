"use client";

import type { NoticeRow } from "@chaoqer/contract/staff/notices";
import { Button, Progress, type TableProps, Tag, Typography } from "antd";
import { useState } from "react";
import { DataTable } from "../parts/data-table";
import { Page } from "../parts/page";
import { When } from "../parts/when";
import { NoticeActions } from "./notice-actions";
import { NoticeForm } from "./notice-form";
import { NoticeMore } from "./notice-more";
import { useNoticePage } from "./queries";

const STATES: Record<NoticeRow["status"], { name: string; color: string }> = {
  draft: { name: "草稿", color: "default" },
  sending: { name: "发送中", color: "blue" },
  stopped: { name: "已停止", color: "red" },
  done: { name: "已送达", color: "green" },
};

const columns: TableProps<NoticeRow>["columns"] = [
  {
    title: "通知",
    key: "notice",
    render: (_, { title, content }) => (
      <>
        <Typography.Text strong>{title}</Typography.Text>
        <Typography.Paragraph
          type="secondary"
          ellipsis={{ rows: 1, tooltip: content }}
          style={{ margin: 0, maxWidth: "clamp(180px, 24vw, 420px)" }}
        >
          {content}
        </Typography.Paragraph>
      </>
    ),
  },
  {
    title: "发给",
    key: "to",
    render: (_, { audience, listed }) => (audience === "all" ? "全部用户" : `名单，${listed}人`),
  },
  { title: "状态", key: "state", width: 150, render: (_, row) => <State row={row} /> },
  { title: "", key: "actions", align: "right", fixed: "end", render: (_, row) => <NoticeActions notice={row} /> },
];

function State({ row: { status, sent, total, createTime, startTime } }: { row: NoticeRow }) {
  return (
    <>
      <Tag color={STATES[status].color}>{STATES[status].name}</Tag>
      {status !== "draft" && `${sent} / ${total}`}
      {status === "sending" && (
        <Progress aria-label="发送进度" percent={total > 0 ? Math.round((sent / total) * 100) : 0} size="small" />
      )}
      <br />
      <Typography.Text type="secondary">
        <When time={startTime ?? createTime} />
      </Typography.Text>
    </>
  );
}

/** Official messages. */
export function Notices() {
  const [writing, setWriting] = useState(false);
  return (
    <Page
      title="通知"
      extra={
        <Button type="primary" onClick={() => setWriting(true)}>
          写通知
        </Button>
      }
    >
      <DataTable
        query={useNoticePage()}
        rowKey="noticeId"
        columns={columns}
        empty="还没有通知"
        expandable={{ expandedRowRender: (notice) => <NoticeMore notice={notice} /> }}
      />
      {writing && <NoticeForm onClose={() => setWriting(false)} />}
    </Page>
  );
}
