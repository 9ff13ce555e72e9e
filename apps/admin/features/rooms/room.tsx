"use client";

import { Card, Col, Flex, Row, Typography } from "antd";
import { HistoryCard } from "../audit/history-card";
import { Facts } from "../parts/facts";
import { Loaded } from "../parts/loaded";
import { Page } from "../parts/page";
import { When } from "../parts/when";
import { Person } from "../people/person";
import { CloseRoom } from "./close-room";
import { LiveRoom } from "./live-room";
import { Members } from "./members";
import { useRoom } from "./queries";
import { RoomClub } from "./room-club";
import { RoomState } from "./room-state";

/** A room and who is in it. */
export function Room({ roomId }: { roomId: string }) {
  return (
    <Loaded query={useRoom(roomId)} gone="没有这个活动">
      {(room) => (
        <Page title={room.name || "未命名的活动"} note={<RoomState room={room} />} extra={<CloseRoom room={room} />}>
          <Row gutter={[16, 16]}>
            <Col xs={24} lg={12}>
              <Flex vertical gap="middle">
                <Facts
                  title="活动"
                  items={[
                    { key: "id", label: "编号", children: <Typography.Text copyable>{room.roomId}</Typography.Text> },
                    { key: "creator", label: "创建者", children: <Person {...room.creator} /> },
                    { key: "club", label: "圈子", children: <RoomClub room={room} /> },
                    { key: "private", label: "私密", children: room.inviteOnly === 1 ? "是" : "否" },
                    { key: "start", label: "开始", children: <When time={room.createTime} /> },
                    { key: "end", label: "结束", children: <When time={room.closedTime} /> },
                  ]}
                />
                <HistoryCard history={room.history} />
              </Flex>
            </Col>
            <Col xs={24} lg={12}>
              <Card title="现场">
                <LiveRoom key={roomId} roomId={roomId} fallback={<Members members={room.members} />} />
              </Card>
            </Col>
          </Row>
        </Page>
      )}
    </Loaded>
  );
}
