import { Card, Flex, Typography } from "antd";
import Link from "next/link";
import { When } from "../parts/when";

interface OpenRoom {
  roomId: string;
  name: string;
  memberTotal: number;
  createTime: number;
}

/** Rooms that are open, with how many are in them. */
export function OpenRooms({ rooms }: { rooms: readonly OpenRoom[] }) {
  return (
    <Card title="正在进行的活动">
      {rooms.length === 0 && <Typography.Text type="secondary">没有正在进行的活动</Typography.Text>}
      <Flex vertical gap="small">
        {rooms.map(({ roomId, name, memberTotal, createTime }) => (
          <Flex key={roomId} gap={8} wrap>
            <Link href={`/rooms/${roomId}`}>{name || "未命名的活动"}</Link>
            <Typography.Text type="secondary">
              {memberTotal}人在场，
              <When time={createTime} /> 开始
            </Typography.Text>
          </Flex>
        ))}
      </Flex>
    </Card>
  );
}
