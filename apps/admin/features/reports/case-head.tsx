import type { CaseDetail } from "@chaoqer/contract/staff/reports";
import { Flex, Tag } from "antd";
import { spanText, When } from "../parts/when";
import { CASE_STATUS_NAMES, REASON_NAMES, TARGET_NAMES } from "./words";

/** A case in a line: kind, state, reasons, how many and since when. */
export function CaseHead({ detail }: { detail: CaseDetail }) {
  const { target, status, reasonTypes, reportTotal, firstReportTime, lastReportTime, overdue, assignee } = detail;
  return (
    <Flex gap={6} wrap align="center" style={{ marginTop: 4 }}>
      <Tag>{TARGET_NAMES[target.targetType]}</Tag>
      <Tag color={status === 0 ? "orange" : "default"}>{CASE_STATUS_NAMES[status]}</Tag>
      {reasonTypes.map((type) => (
        <Tag key={type}>{REASON_NAMES[type] ?? type}</Tag>
      ))}
      {overdue === 1 && <Tag color="red">已等待{spanText(Date.now() - firstReportTime)}，超时</Tag>}
      {assignee && <Tag color="blue">{assignee.displayName}处理中</Tag>}
      <span>
        {reportTotal}人投诉，首次 <When time={firstReportTime} />
        ，最近 <When time={lastReportTime} />
      </span>
    </Flex>
  );
}
