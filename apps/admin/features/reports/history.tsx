import type { CaseDetail } from "@chaoqer/contract/staff/reports";
import { Card, Empty, Flex, Tabs, Tag, Timeline, Typography } from "antd";
import Link from "next/link";
import type { ReactNode } from "react";
import { When } from "../parts/when";
import { PenaltyLine } from "./penalty-line";
import { CASE_STATUS_NAMES } from "./words";

type Item = { key: string; content: ReactNode };

function Entries({ items, empty }: { items: Item[]; empty: string }) {
  if (items.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  return <Timeline items={items} style={{ paddingTop: 8 }} />;
}

/** What is known of the target from before: cases, penalties, notices. */
export function History({ history, caseId }: { history: CaseDetail["history"]; caseId: string }) {
  const cases = history.cases
    .filter((one) => one.caseId !== caseId)
    .map((one) => ({
      key: one.caseId,
      content: (
        <Flex gap={8} align="center" wrap>
          <Link href={`/reports/${one.caseId}`}>{one.reportTotal}人投诉</Link>
          <Tag>{CASE_STATUS_NAMES[one.status]}</Tag>
          <When time={one.firstReportTime} />
        </Flex>
      ),
    }));
  const penalties = history.penalties.map((one) => ({ key: one.penaltyId, content: <PenaltyLine penalty={one} /> }));
  const notices = history.notices.map((one) => ({
    key: one.messageId,
    content: (
      <>
        <Typography.Text strong>{one.title}</Typography.Text> <When time={one.createTime} />
        <div>{one.content}</div>
      </>
    ),
  }));
  const tabs = [
    {
      key: "penalties",
      label: `处罚 ${penalties.length}`,
      children: <Entries items={penalties} empty="没有受过处罚" />,
    },
    { key: "cases", label: `其他案件 ${cases.length}`, children: <Entries items={cases} empty="没有其他案件" /> },
    {
      key: "notices",
      label: `官方通知 ${notices.length}`,
      children: <Entries items={notices} empty="没有收到过通知" />,
    },
  ];
  return (
    <Card title="历史">
      <Tabs items={tabs} />
    </Card>
  );
}
