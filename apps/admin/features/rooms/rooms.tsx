"use client";

import type { StaffRoom } from "@chaoqer/contract/staff/places";
import { type TableProps, Tag } from "antd";
import Link from "next/link";
import { DataTable } from "../parts/data-table";
import { Page } from "../parts/page";
import { PlaceFilters } from "../parts/place-filters";
import { When } from "../parts/when";
import { Person } from "../people/person";
import { CloseRoom } from "./close-room";
import { useRoomPage } from "./queries";
import { RoomClub } from "./room-club";
import { RoomState } from "./room-state";

const columns: TableProps<StaffRoom>["columns"] = [
  {
    title: "活动",
    key: "name",
    render: (_, { roomId, name, inviteOnly }) => (
      <>
        <Link href={`/rooms/${roomId}`}>{name || "未命名的活动"}</Link> {inviteOnly === 1 && <Tag>私密</Tag>}
      </>
    ),
  },
  { title: "创建者", key: "creator", render: (_, { creator }) => <Person {...creator} /> },
  { title: "圈子", key: "club", render: (_, room) => <RoomClub room={room} /> },
  { title: "人数", dataIndex: "memberTotal", align: "right" },
  { title: "状态", key: "state", render: (_, room) => <RoomState room={room} /> },
  { title: "开始", dataIndex: "createTime", render: (time: number) => <When time={time} /> },
  { title: "", key: "actions", align: "right", fixed: "end", render: (_, room) => <CloseRoom room={room} /> },
];

const STATES = [
  { value: "open", label: "进行中" },
  { value: "closed", label: "已结束" },
  { value: "all", label: "全部" },
];

/** Looks rooms up. */
export function Rooms() {
  return (
    <Page title="活动">
      <PlaceFilters label="搜索活动" states={STATES} />
      <DataTable query={useRoomPage()} rowKey="roomId" columns={columns} empty="没有符合条件的活动" />
    </Page>
  );
}
