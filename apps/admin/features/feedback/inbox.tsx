"use client";

import type { FeedbackRow } from "@chaoqer/contract/staff/feedback";
import { Button, Flex, type TableProps, Tag, Typography } from "antd";
import Link from "next/link";
import { DataTable } from "../parts/data-table";
import { Page } from "../parts/page";
import { When } from "../parts/when";
import { Person } from "../people/person";
import { clientText } from "../users/words";
import styles from "./feedback.module.css";
import { InboxFilters } from "./inbox-filters";
import { useInbox } from "./queries";
import { STATUS_WORDS, TYPE_NAMES } from "./words";

const columns: TableProps<FeedbackRow>["columns"] = [
  {
    title: "内容",
    key: "content",
    render: (_, { feedbackId, feedbackType, content, images, roomId }) => (
      <>
        <Link href={`/feedback/${feedbackId}`} className={styles.content}>
          {content}
        </Link>
        <Flex gap={4} wrap style={{ marginTop: 4 }}>
          <Tag>{TYPE_NAMES[feedbackType] ?? feedbackType}</Tag>
          {images.length > 0 && <Tag>{images.length}张图</Tag>}
          {roomId && <Tag>活动</Tag>}
        </Flex>
      </>
    ),
  },
  { title: "用户", key: "author", render: (_, { author }) => <Person {...author} uid={null} /> },
  { title: "客户端", key: "client", render: (_, row) => clientText(row) },
  {
    title: "状态",
    key: "status",
    render: (_, { status, replied, assignee }) => (
      <Flex vertical gap={4} align="start">
        <Flex gap={4}>
          <Tag color={STATUS_WORDS[status]?.color}>{STATUS_WORDS[status]?.name}</Tag>
          {replied === 1 && <Tag>已回复</Tag>}
        </Flex>
        {assignee && <Typography.Text type="secondary">{assignee.displayName}</Typography.Text>}
      </Flex>
    ),
  },
  { title: "时间", dataIndex: "createTime", render: (time: number) => <When time={time} /> },
];

/** What users wrote to us. */
export function Inbox() {
  return (
    <Page title="反馈" extra={<Button href="/feedback/replies">常用回复</Button>}>
      <InboxFilters />
      <DataTable query={useInbox()} rowKey="feedbackId" columns={columns} empty="没有符合条件的反馈" />
    </Page>
  );
}
