"use client";

import type { StaffClub } from "@chaoqer/contract/staff/places";
import { Avatar, Flex, type TableProps } from "antd";
import Link from "next/link";
import { DataTable } from "../parts/data-table";
import { Page } from "../parts/page";
import { PlaceFilters } from "../parts/place-filters";
import { When } from "../parts/when";
import { Person } from "../people/person";
import { ClubState } from "./club-state";
import { DissolveClub } from "./dissolve-club";
import { useClubPage } from "./queries";

const columns: TableProps<StaffClub>["columns"] = [
  {
    title: "圈子",
    key: "club",
    render: (_, { clubId, name, cover }) => (
      <Flex align="center" gap={10}>
        <Avatar shape="square" size={40} src={cover || undefined} alt="">
          {name.slice(0, 1)}
        </Avatar>
        <Link href={`/clubs/${clubId}`}>{name}</Link>
      </Flex>
    ),
  },
  { title: "创建者", key: "creator", render: (_, { creator }) => <Person {...creator} /> },
  { title: "成员", dataIndex: "memberTotal", align: "right" },
  { title: "状态", key: "state", render: (_, club) => <ClubState club={club} /> },
  { title: "建立", dataIndex: "createTime", render: (time: number) => <When time={time} /> },
  { title: "", key: "actions", align: "right", fixed: "end", render: (_, club) => <DissolveClub club={club} /> },
];

const STATES = [
  { value: "live", label: "正常" },
  { value: "dissolved", label: "已解散" },
  { value: "all", label: "全部" },
];

/** Looks clubs up. */
export function Clubs() {
  return (
    <Page title="圈子">
      <PlaceFilters label="搜索圈子" states={STATES} />
      <DataTable query={useClubPage()} rowKey="clubId" columns={columns} empty="没有符合条件的圈子" />
    </Page>
  );
}
