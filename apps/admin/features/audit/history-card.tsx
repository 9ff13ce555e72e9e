import type { PlaceHistory } from "@chaoqer/contract/staff/places";
import { Card, Timeline, Typography } from "antd";
import { When } from "../parts/when";
import { actionName } from "./words";

/** What colleagues did to a room, club or event, and why. */
export function HistoryCard({ history }: { history: PlaceHistory }) {
  const items = history.map(({ id, action, reason, staff, createTime }) => ({
    key: id,
    content: (
      <>
        <Typography.Text strong>{actionName(action)}</Typography.Text> <When time={createTime} />
        {reason && <div>{reason}</div>}
        <Typography.Text type="secondary">{staff?.displayName ?? "系统"}</Typography.Text>
      </>
    ),
  }));
  return (
    <Card title="员工操作">
      {items.length > 0 ? (
        <Timeline items={items} style={{ paddingTop: 8 }} />
      ) : (
        <Typography.Text type="secondary">没有员工操作过</Typography.Text>
      )}
    </Card>
  );
}
