"use client";

import { Button, Card, Empty, Flex, Tag, Tooltip, Typography } from "antd";
import type { Outputs } from "../../lib/trpc/types";
import { InnerPager, useInnerPages } from "../parts/inner-pager";
import { Loaded } from "../parts/loaded";
import { momentText, When } from "../parts/when";
import { Person } from "../people/person";
import styles from "./case-reports.module.css";
import type { Snapshot } from "./compare";
import { useCaseReports } from "./queries";
import { REASON_NAMES } from "./words";

type Row = Outputs["reports"]["reports"]["list"][number];
type Props = { caseId: string; onSnapshot: (from: string, snapshot: Snapshot) => void };

/** Every report of a case, a page at a time, each with who made it and how often they were right. */
export function CaseReports({ caseId, onSnapshot }: Props) {
  const pages = useInnerPages();
  const query = useCaseReports(caseId, pages.after);
  return (
    <Card title="投诉记录">
      <Loaded query={query} rows={3}>
        {({ list, next }) => (
          <>
            {list.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有投诉记录" />}
            <ul className={styles.list}>
              {list.map((row) => (
                <Report key={row.reportId} row={row} onSnapshot={onSnapshot} />
              ))}
            </ul>
            <InnerPager pages={pages} next={next} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Report({ row, onSnapshot }: { row: Row; onSnapshot: Props["onSnapshot"] }) {
  const { reporter, reason, reportReasonType, times, createTime, updateTime, snapshot, earlier } = row;
  const seen = (time: number) => `${reporter.nickname}，${momentText(time)}`;
  return (
    <li className={styles.item}>
      <Flex justify="space-between" gap="small" wrap>
        <Person {...reporter} note={<Record decided={reporter.decided} right={reporter.right} />} />
        <Typography.Text type="secondary">
          <When time={times > 1 ? updateTime : createTime} />
        </Typography.Text>
      </Flex>
      <div className={styles.words}>
        <Tag>{REASON_NAMES[reportReasonType] ?? reportReasonType}</Tag>
        {times > 1 && <Tag color="orange">投诉{times}次</Tag>}
        {reason}
        <Button type="link" size="small" onClick={() => onSnapshot(seen(updateTime), snapshot)}>
          对照这份快照
        </Button>
      </div>
      {earlier.length > 0 && (
        <ul className={styles.earlier} aria-label={`${reporter.nickname}此前的投诉`}>
          {earlier.map((one) => (
            <li key={one.time}>
              <Typography.Text type="secondary">
                此前 <When time={one.time} />
              </Typography.Text>{" "}
              <Tag>{REASON_NAMES[one.reportReasonType] ?? one.reportReasonType}</Tag>
              {one.reason}
              <Button type="link" size="small" onClick={() => onSnapshot(seen(one.time), one.snapshot)}>
                对照这份快照
              </Button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** How far to trust a reporter. */
function Record({ decided, right }: { decided: number; right: number }) {
  if (decided === 0) return <Typography.Text type="secondary">暂无记录</Typography.Text>;
  const color = right / decided >= 0.5 ? "green" : "default";
  return (
    <Tooltip title="最近200次投诉中，已有结论的案件里被认定违规的次数">
      <Tag color={color}>
        {decided}次中{right}次属实
      </Tag>
    </Tooltip>
  );
}
