import type { CaseRow } from "@chaoqer/contract/staff/reports";
import { Avatar, Flex, type TableProps, Tag, Typography } from "antd";
import Link from "next/link";
import { spanText, When } from "../parts/when";
import styles from "./queue.module.css";
import { CASE_STATUS_NAMES, REASON_NAMES, TARGET_NAMES } from "./words";

export const caseColumns: TableProps<CaseRow>["columns"] = [
  { title: "对象", key: "target", render: (_, row) => <Target row={row} /> },
  {
    title: "原因",
    dataIndex: "reasonTypes",
    render: (types: number[]) => types.map((type) => <Tag key={type}>{REASON_NAMES[type] ?? type}</Tag>),
  },
  { title: "人数", dataIndex: "reportTotal", align: "right", width: 70 },
  { title: "最近投诉", dataIndex: "lastReportTime", width: 120, render: (time: number) => <When time={time} /> },
  { title: "等待", key: "age", width: 110, render: (_, row) => <Age row={row} /> },
  { title: "处理人", key: "who", width: 130, render: (_, row) => <Who row={row} /> },
];

/** What a case is about, with the newest report's words. */
function Target({ row }: { row: CaseRow }) {
  const { target, lastReason, caseId } = row;
  const name = target.name || "（已不存在）";
  return (
    <Flex align="center" gap={10}>
      <Avatar
        src={target.avatar || undefined}
        shape={target.targetType === 2 ? "square" : "circle"}
        alt=""
        style={{ flex: "none" }}
      >
        {name.slice(0, 1)}
      </Avatar>
      <div>
        <Flex gap={6} align="center">
          <Link href={`/reports/${caseId}`}>{name}</Link>
          <Typography.Text type="secondary" style={{ whiteSpace: "nowrap" }}>
            {TARGET_NAMES[target.targetType]}
          </Typography.Text>
        </Flex>
        <span className={styles.words}>{lastReason}</span>
      </div>
    </Flex>
  );
}

function Age({ row }: { row: CaseRow }) {
  if (row.status !== 0) return spanText((row.decisionTime ?? row.firstReportTime) - row.firstReportTime);
  const text = spanText(Date.now() - row.firstReportTime);
  return <span className={row.overdue ? styles.late : undefined}>{row.overdue ? `${text} · 超时` : text}</span>;
}

function Who({ row }: { row: CaseRow }) {
  if (row.status !== 0)
    return (
      <Tag>
        {row.decidedBy?.displayName} {CASE_STATUS_NAMES[row.status]}
      </Tag>
    );
  return row.assignee ? (
    <Tag color="blue">{row.assignee.displayName}</Tag>
  ) : (
    <Typography.Text type="secondary">未认领</Typography.Text>
  );
}
