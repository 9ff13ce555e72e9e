"use client";

import type { NoticeRow } from "@chaoqer/contract/staff/notices";
import { useQuery } from "@tanstack/react-query";
import { Descriptions, Input } from "antd";
import { useTRPC } from "../../lib/trpc/client";
import { Loaded } from "../parts/loaded";
import { When } from "../parts/when";

/** All of a notice: its words, its receivers, and when it went. */
export function NoticeMore({ notice }: { notice: NoticeRow }) {
  const { noticeId, content, url, audience, status, staff, createTime, startTime, endTime } = notice;
  const items = [
    { key: "content", label: "内容", children: <span style={{ whiteSpace: "pre-wrap" }}>{content}</span> },
    ...(url ? [{ key: "url", label: "链接", children: url }] : []),
    {
      key: "to",
      label: "发给",
      children: audience === "all" ? "全部用户" : <Receivers noticeId={noticeId} />,
    },
    ...(status === "draft" ? [{ key: "reach", label: "预计送达", children: <Reach noticeId={noticeId} /> }] : []),
    { key: "who", label: "撰写人", children: staff.displayName },
    { key: "written", label: "撰写", children: <When time={createTime} /> },
    ...(startTime ? [{ key: "start", label: "开始发送", children: <When time={startTime} /> }] : []),
    ...(endTime
      ? [{ key: "end", label: status === "stopped" ? "停止" : "结束", children: <When time={endTime} /> }]
      : []),
  ];
  return <Descriptions column={1} size="small" items={items} style={{ maxWidth: 720 }} />;
}

function Receivers({ noticeId }: { noticeId: string }) {
  const query = useQuery(useTRPC().staff.notices.get.queryOptions({ noticeId }));
  return (
    <Loaded query={query} rows={1}>
      {({ uidList }) => (
        <Input.TextArea aria-label="名单" readOnly value={uidList.join("\n")} autoSize={{ minRows: 1, maxRows: 6 }} />
      )}
    </Loaded>
  );
}

function Reach({ noticeId }: { noticeId: string }) {
  const query = useQuery(useTRPC().staff.notices.reach.queryOptions({ noticeId }));
  return (
    <Loaded query={query} rows={1}>
      {({ users }) => `${users}位用户`}
    </Loaded>
  );
}
