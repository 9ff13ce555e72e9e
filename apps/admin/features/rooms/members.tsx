import { RoomRole } from "@chaoqer/contract/enums";
import type { StaffRoomDetail } from "@chaoqer/contract/staff/places";
import { Empty, Flex, Tag } from "antd";
import { Person } from "../people/person";

const ROLE_NAMES: Record<number, string> = { [RoomRole.host]: "主持人", [RoomRole.speaker]: "发言者" };

/** Who was in a room when it was read. */
export function Members({ members }: Pick<StaffRoomDetail, "members">) {
  if (members.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有人在场" />;
  return (
    <Flex vertical gap="small">
      {members.map((one) => {
        const role = ROLE_NAMES[one.role];
        return <Person key={one.uid} {...one} note={role && <Tag>{role}</Tag>} />;
      })}
    </Flex>
  );
}
