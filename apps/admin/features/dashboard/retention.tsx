import type { DayStat } from "@chaoqer/contract/staff/dashboard";
import { Card, Table } from "antd";

const share = (kept: number | null, came: number) =>
  kept === null ? "—" : came === 0 ? "—" : `${Math.round((kept / came) * 100)}%`;

/** Of those who came on a day, how many came again so many days later; the last two weeks that are asked for. */
export function Retention({ days }: { days: DayStat[] }) {
  return (
    <Card title="留存" size="small">
      <Table
        size="small"
        rowKey="day"
        dataSource={days.slice(-14).reverse()}
        pagination={false}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: "还没有按天的数据" }}
        columns={[
          { title: "注册日", dataIndex: "day" },
          { title: "新用户", dataIndex: "newUsers", align: "right" },
          { title: "次日", align: "right", render: (_, day) => share(day.retained1, day.newUsers) },
          { title: "3日", align: "right", render: (_, day) => share(day.retained3, day.newUsers) },
          { title: "7日", align: "right", render: (_, day) => share(day.retained7, day.newUsers) },
          { title: "30日", align: "right", render: (_, day) => share(day.retained30, day.newUsers) },
        ]}
      />
    </Card>
  );
}
