import { RoomRole } from "@chaoqer/contract/enums";
import type { CaseDetail } from "@chaoqer/contract/staff/reports";
import { Badge, Card, Flex, Tag } from "antd";
import { Person } from "../people/person";

const ROLE_NAMES: Record<number, string> = { [RoomRole.host]: "主持人", [RoomRole.speaker]: "发言者" };

/** Who is in the room right now, or in the rooms that the user is in. */
export function LiveRooms({ rooms }: { rooms: CaseDetail["live"] }) {
  if (rooms.length === 0) return null;
  return rooms.map(({ roomId, name, memberTotal, members }) => (
    <Card
      key={roomId}
      title={<Badge status="processing" text={`正在进行：${name || "未命名的活动"}`} />}
      extra={`${memberTotal}人`}
    >
      <Flex vertical gap="small" style={{ maxHeight: 320, overflowY: "auto" }}>
        {members.map((one) => {
          const role = ROLE_NAMES[one.role];
          return <Person key={one.uid} {...one} note={role && <Tag>{role}</Tag>} />;
        })}
      </Flex>
    </Card>
  ));
}
