"use client";

import type { StaffCreated, StaffList } from "@chaoqer/contract/staff/accounts";
import { STAFF_ROLES } from "@chaoqer/contract/staff/common";
import { Button, Flex, type TableProps, Tag } from "antd";
import { useState } from "react";
import { ROLE_NAMES } from "../frame/me";
import { DataTable } from "../parts/data-table";
import { FilterBar, SearchFilter, SelectFilter } from "../parts/filter-fields";
import { Page } from "../parts/page";
import { When } from "../parts/when";
import { CreateStaff } from "./create-staff";
import { FirstPassword } from "./first-password";
import { useStaffPage } from "./queries";
import { StaffActions } from "./staff-actions";
import { TotpPolicy } from "./totp-policy";

export type StaffRow = StaffList["list"][number];

const columns = (onPassword: (created: StaffCreated) => void): TableProps<StaffRow>["columns"] => [
  { title: "姓名", dataIndex: "displayName" },
  { title: "账号", dataIndex: "username" },
  { title: "角色", dataIndex: "role", render: (role: StaffRow["role"]) => ROLE_NAMES[role] },
  { title: "状态", render: (_, row) => <States row={row} /> },
  { title: "会话", dataIndex: "sessions" },
  {
    title: "上次登录",
    dataIndex: "lastLoginTime",
    render: (time: number | null) => <When time={time} none="从未" />,
  },
  { title: "建立时间", dataIndex: "createTime", render: (time: number) => <When time={time} /> },
  {
    title: "",
    key: "actions",
    align: "right",
    fixed: "end",
    render: (_, row) => <StaffActions row={row} onPassword={onPassword} />,
  },
];

function States({ row }: { row: StaffRow }) {
  return (
    <Flex gap={4} wrap>
      {row.disabledTime === null ? <Tag color="green">正常</Tag> : <Tag color="red">已停用</Tag>}
      {row.totp && <Tag>二次验证</Tag>}
      {row.mustChangePassword && <Tag color="gold">待改密码</Tag>}
    </Flex>
  );
}

const ROLE_OPTIONS = STAFF_ROLES.map((value) => ({ value, label: ROLE_NAMES[value] }));
const STATE_OPTIONS = [
  { value: "active", label: "正常" },
  { value: "disabled", label: "已停用" },
];

/** Who works at the console, and with which rights. */
export function Staff() {
  const query = useStaffPage();
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<StaffCreated>();
  return (
    <Page
      title="员工账号"
      extra={
        <>
          <TotpPolicy />
          <Button type="primary" onClick={() => setCreating(true)}>
            新建员工
          </Button>
        </>
      }
    >
      <FilterBar>
        <SearchFilter name="search" label="搜索员工" placeholder="姓名或账号开头，或编号" width={240} />
        <SelectFilter name="role" label="角色" width={120} options={ROLE_OPTIONS} />
        <SelectFilter name="state" label="状态" width={120} options={STATE_OPTIONS} />
      </FilterBar>
      <DataTable query={query} rowKey="staffId" columns={columns(setCreated)} empty="没有符合条件的员工" />
      <CreateStaff open={creating} onClose={() => setCreating(false)} onCreated={setCreated} />
      <FirstPassword created={created} onClose={() => setCreated(undefined)} />
    </Page>
  );
}
