import type { UserDetail } from "@chaoqer/contract/staff/users";
import { Card, Empty, Flex, Tag, Timeline } from "antd";
import Link from "next/link";
import { When } from "../parts/when";
import { PenaltyLine } from "../reports/penalty-line";
import { CASE_STATUS_NAMES } from "../reports/words";

const nothing = (words: string) => <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words} />;

/** Penalties, and cases about the user. */
export function UserRecord({ user: { penalties, cases } }: { user: UserDetail }) {
  const items = penalties.map((one) => ({ key: one.penaltyId, content: <PenaltyLine penalty={one} /> }));
  return (
    <Flex vertical gap="middle">
      <Card title="处罚">{items.length > 0 ? <Timeline items={items} /> : nothing("没有受过处罚")}</Card>
      <Card title="被投诉">
        {cases.length === 0 && nothing("没有被投诉过")}
        <Flex vertical gap="small">
          {cases.map((one) => (
            <Flex key={one.caseId} gap={8} align="center" wrap>
              <Link href={`/reports/${one.caseId}`}>{one.reportTotal}人投诉</Link>
              <Tag>{CASE_STATUS_NAMES[one.status]}</Tag>
              <When time={one.firstReportTime} />
            </Flex>
          ))}
        </Flex>
      </Card>
    </Flex>
  );
}
