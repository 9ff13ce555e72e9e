"use client";

import { RoomRole } from "@chaoqer/contract/enums";
import { Card, Col, Descriptions, Empty, Flex, Row, Tag } from "antd";
import { Loaded } from "../parts/loaded";
import { Page } from "../parts/page";
import { When } from "../parts/when";
import { Person } from "../people/person";
import { CloseRoom } from "./close-room";
import { useRoom } from "./queries";
import { RoomState } from "./room-state";

const ROLE_NAMES: Record<number, string> = { [RoomRole.host]: "主持人", [RoomRole.speaker]: "发言者" };

/** A room and who is in it. */
export function Room({ roomId }: { roomId: string }) {
  return (
    <Loaded query={useRoom(roomId)} gone="没有这个活动">
      {(room) => (
        <Page title={room.name || "未命名的活动"} note={<RoomState room={room} />} extra={<CloseRoom room={room} />}>
          <Row gutter={[16, 16]}>
            <Col xs={24} lg={12}>
              <Card title="活动">
                <Descriptions
                  column={1}
                  size="small"
                  items={[
                    { key: "id", label: "编号", children: room.roomId },
                    { key: "creator", label: "创建者", children: <Person {...room.creator} /> },
                    { key: "club", label: "圈子", children: room.clubName ?? "—" },
                    { key: "private", label: "私密", children: room.inviteOnly === 1 ? "是" : "否" },
                    { key: "start", label: "开始", children: <When time={room.createTime} /> },
                    { key: "end", label: "结束", children: <When time={room.closedTime} /> },
                  ]}
                />
              </Card>
            </Col>
            <Col xs={24} lg={12}>
              <Card title={`在场 ${room.memberTotal} 人`}>
                {room.members.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有人在场" />}
                <Flex vertical gap="small">
                  {room.members.map((one) => {
                    const role = ROLE_NAMES[one.role];
                    return <Person key={one.uid} {...one} note={role && <Tag>{role}</Tag>} />;
                  })}
                </Flex>
              </Card>
            </Col>
          </Row>
        </Page>
      )}
    </Loaded>
  );
}
