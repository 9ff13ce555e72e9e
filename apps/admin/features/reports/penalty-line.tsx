import { Tag, Typography } from "antd";
import { momentText, When } from "../parts/when";
import { penaltyName } from "./words";

interface Penalty {
  kind: string;
  reason: string;
  until: number | null;
  liftedTime: number | null;
  staff: { displayName: string };
  createTime: number;
}

const ENDS = ["limit", "freeze"];

function Ending({ kind, until, liftedTime }: Penalty) {
  if (!ENDS.includes(kind)) return null;
  if (liftedTime !== null) return <Tag>已解除</Tag>;
  return <Tag color="red">{until === null ? "永久" : `至 ${momentText(until)}`}</Tag>;
}

/** One penalty: what, why, by whom, and whether it still holds. */
export function PenaltyLine({ penalty }: { penalty: Penalty }) {
  return (
    <>
      <Typography.Text strong>{penaltyName(penalty.kind)}</Typography.Text> <Ending {...penalty} />
      <When time={penalty.createTime} />
      <div>{penalty.reason}</div>
      <Typography.Text type="secondary">{penalty.staff.displayName}</Typography.Text>
    </>
  );
}
