"use client";

import type { StaffEventDetail } from "@chaoqer/contract/staff/places";
import { Card, Col, Flex, Row, Tag, Typography } from "antd";
import Link from "next/link";
import { HistoryCard } from "../audit/history-card";
import { Facts } from "../parts/facts";
import { Loaded } from "../parts/loaded";
import { Page } from "../parts/page";
import { momentText, When } from "../parts/when";
import { People } from "../people/people";
import { Person } from "../people/person";
import { DeleteEvent } from "./delete-event";
import { useEvent } from "./queries";

/** An event, who was asked to it, and what became of it. */
export function Event({ eventId }: { eventId: string }) {
  return (
    <Loaded query={useEvent(eventId)} gone="没有这个日程" rows={10}>
      {(event) => <EventBody event={event} />}
    </Loaded>
  );
}

function StartedAs({ room }: { room: StaffEventDetail["room"] }) {
  if (!room) return "还没有开始";
  return (
    <Flex gap={8} wrap>
      <Link href={`/rooms/${room.roomId}`}>{room.name || "未命名的活动"}</Link>
      {room.open === 1 ? <Tag color="green">{room.memberTotal}人在场</Tag> : <Tag>已结束</Tag>}
    </Flex>
  );
}

function State({ event: { deletedTime } }: { event: StaffEventDetail }) {
  if (deletedTime === null) return <Tag color="green">正常</Tag>;
  return (
    <>
      <Tag color="red">已删除</Tag> <When time={deletedTime} />
    </>
  );
}

function EventBody({ event }: { event: StaffEventDetail }) {
  return (
    <Page title={event.name} extra={<DeleteEvent event={event} />}>
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={12}>
          <Flex vertical gap="middle">
            <Facts
              title="日程"
              items={[
                { key: "id", label: "编号", children: <Typography.Text copyable>{event.eventId}</Typography.Text> },
                { key: "state", label: "状态", children: <State event={event} /> },
                { key: "creator", label: "创建者", children: <Person {...event.creator} /> },
                { key: "time", label: "时间", children: momentText(event.eventTime) },
                { key: "room", label: "活动", children: <StartedAs room={event.room} /> },
                { key: "reminders", label: "提醒", children: `${event.reminders}人` },
                { key: "made", label: "建立", children: <When time={event.createTime} /> },
              ]}
            />
            {event.desc && (
              <Card title="介绍">
                <Typography.Paragraph style={{ margin: 0, whiteSpace: "pre-wrap" }}>{event.desc}</Typography.Paragraph>
              </Card>
            )}
            <HistoryCard history={event.history} />
          </Flex>
        </Col>
        <Col xs={24} lg={12}>
          <Card title={`嘉宾 ${event.memberTotal} 人`}>
            <People
              list={event.members}
              empty="没有嘉宾"
              note={({ uid }) => uid === event.creator.uid && <Tag>创建者</Tag>}
            />
          </Card>
        </Col>
      </Row>
    </Page>
  );
}
