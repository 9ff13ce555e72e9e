"use client";

import type { StaffEvent } from "@chaoqer/contract/staff/places";
import { type TableProps, Tag, Typography } from "antd";
import Link from "next/link";
import { DataTable } from "../parts/data-table";
import { Page } from "../parts/page";
import { PlaceFilters } from "../parts/place-filters";
import { When } from "../parts/when";
import { Person } from "../people/person";
import { DeleteEvent } from "./delete-event";
import { useEventPage } from "./queries";

const columns: TableProps<StaffEvent>["columns"] = [
  {
    title: "日程",
    key: "event",
    width: 320,
    render: (_, { eventId, name, desc }) => (
      <>
        <Link href={`/events/${eventId}`}>{name}</Link>
        <Typography.Paragraph type="secondary" ellipsis={{ rows: 1 }} style={{ margin: 0, maxWidth: 320 }}>
          {desc}
        </Typography.Paragraph>
      </>
    ),
  },
  { title: "创建者", key: "creator", render: (_, { creator }) => <Person {...creator} /> },
  { title: "时间", dataIndex: "eventTime", render: (time: number) => <When time={time} /> },
  { title: "嘉宾", dataIndex: "memberTotal", align: "right" },
  { title: "提醒", dataIndex: "reminders", align: "right" },
  {
    title: "状态",
    key: "state",
    render: (_, { deletedTime, roomId }) => {
      if (deletedTime !== null) return <Tag color="red">已删除</Tag>;
      return roomId ? <Link href={`/rooms/${roomId}`}>已开始</Link> : <Tag>未开始</Tag>;
    },
  },
  { title: "", key: "actions", align: "right", fixed: "end", render: (_, event) => <DeleteEvent event={event} /> },
];

const STATES = [
  { value: "live", label: "正常" },
  { value: "deleted", label: "已删除" },
  { value: "all", label: "全部" },
];

/** Looks events up. */
export function Events() {
  return (
    <Page title="日程">
      <PlaceFilters label="搜索日程" states={STATES} />
      <DataTable query={useEventPage()} rowKey="eventId" columns={columns} empty="没有符合条件的日程" />
    </Page>
  );
}
