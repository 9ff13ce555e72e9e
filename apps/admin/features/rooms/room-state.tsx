import type { StaffRoom } from "@chaoqer/contract/staff/places";
import { Tag } from "antd";

const REASONS: Record<string, string> = {
  host: "主持人关闭",
  empty: "无人后关闭",
  staff: "员工关闭",
  club: "圈子解散",
};

/** Whether a room is open, or who ended it. */
export function RoomState({ room: { open, closeReason } }: { room: StaffRoom }) {
  if (open === 1) return <Tag color="green">进行中</Tag>;
  return <Tag color={closeReason === "staff" ? "red" : "default"}>{REASONS[closeReason ?? ""] ?? "已结束"}</Tag>;
}
