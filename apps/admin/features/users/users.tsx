"use client";

import type { UserRow } from "@chaoqer/contract/staff/users";
import { type TableProps, Tag } from "antd";
import { DataTable } from "../parts/data-table";
import { FilterBar, SearchFilter, SelectFilter } from "../parts/filter-fields";
import { Page } from "../parts/page";
import { When } from "../parts/when";
import { AccountStateTag, Person } from "../people/person";
import { useUserPage } from "./queries";

const columns: TableProps<UserRow>["columns"] = [
  {
    title: "用户",
    key: "user",
    render: (_, row) => <Person {...row} note={row.allowLive === 1 && <Tag>可直播</Tag>} />,
  },
  { title: "手机号", dataIndex: "mobile", render: (mobile: string) => mobile || "—" },
  { title: "状态", key: "state", render: (_, row) => <AccountStateTag {...row} /> },
  { title: "最近活跃", dataIndex: "lastActiveTime", render: (time: number) => <When time={time} /> },
  { title: "注册", dataIndex: "createTime", render: (time: number) => <When time={time} /> },
];

const STATES = [
  { value: "1", label: "正常" },
  { value: "-1", label: "受限" },
  { value: "-2", label: "冻结" },
  { value: "-99", label: "已注销" },
];

/** Looks users up. */
export function Users() {
  const query = useUserPage();
  return (
    <Page title="用户">
      <FilterBar>
        <SearchFilter name="search" label="搜索用户" placeholder="昵称开头、编号，或完整手机号" width={300} autoFocus />
        <SelectFilter name="status" label="账号状态" width={130} options={STATES} />
      </FilterBar>
      <DataTable query={query} rowKey="uid" columns={columns} empty="没有符合条件的用户" />
    </Page>
  );
}
