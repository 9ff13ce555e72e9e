"use client";

import type { StaffCreated } from "@chaoqer/contract/staff/accounts";
import type { StaffRole } from "@chaoqer/contract/staff/common";
import { Button, Dropdown, Form, Input, type MenuProps } from "antd";
import { useState } from "react";
import { useMe } from "../frame/me";
import { ReasonModal } from "../parts/reason-modal";
import { RoleField } from "./create-staff";
import { useStaffChanges } from "./queries";
import type { StaffRow } from "./staff";

const ACTS = {
  disable: { label: "停用", consequence: "立即退出登录，无法再登录；认领的案件回到队列。", danger: true },
  enable: { label: "启用", consequence: "可以重新登录。", danger: false },
  resetPassword: { label: "重置密码", consequence: "所有会话结束，得到新的初始密码，并解除登录锁定。", danger: true },
  resetTotp: { label: "重置二次验证", consequence: "所有会话结束，下次登录不再需要动态验证码。", danger: true },
  revoke: { label: "结束会话", consequence: "在所有设备上立即退出登录。", danger: true },
} as const;
type Act = keyof typeof ACTS;

const actsFor = (row: StaffRow): Act[] => [
  ...(row.sessions > 0 ? (["revoke"] as const) : []),
  "resetPassword",
  ...(row.totp ? (["resetTotp"] as const) : []),
  row.disabledTime === null ? "disable" : "enable",
];

type Props = { row: StaffRow; onPassword: (created: StaffCreated) => void };

/** What an admin can do to a colleague's account; not to one's own. */
export function StaffActions({ row, onPassword }: Props) {
  const me = useMe();
  const [act, setAct] = useState<Act>();
  const [editing, setEditing] = useState(false);
  const changes = useStaffChanges();
  if (row.staffId === me.staffId) return null;
  const items: MenuProps["items"] = actsFor(row).map((key) => ({
    key,
    label: ACTS[key].label,
    danger: ACTS[key].danger,
    onClick: () => setAct(key),
  }));
  const change = act && changes[act];
  const close = () => {
    change?.reset();
    setAct(undefined);
  };
  const run = (reason: string) => {
    const target = { staffId: row.staffId, reason };
    if (act === "resetPassword")
      return changes.resetPassword.mutate(target, {
        onSuccess: (created) => {
          close();
          onPassword(created);
        },
      });
    if (act) changes[act].mutate(target, { onSuccess: close });
  };
  return (
    <>
      <Button type="link" onClick={() => setEditing(true)}>
        修改
      </Button>
      <Dropdown menu={{ items }} trigger={["click"]}>
        <Button type="link" aria-label={`${row.displayName}的更多操作`}>
          更多
        </Button>
      </Dropdown>
      {act && (
        <ReasonModal
          open
          title={`${ACTS[act].label}：${row.displayName}`}
          consequence={ACTS[act].consequence}
          okText={ACTS[act].label}
          danger={ACTS[act].danger}
          pending={change?.isPending ?? false}
          error={change?.error}
          onOk={run}
          onClose={close}
        />
      )}
      {editing && <EditStaff row={row} onClose={() => setEditing(false)} />}
    </>
  );
}

function EditStaff({ row, onClose }: { row: StaffRow; onClose: () => void }) {
  const { update } = useStaffChanges();
  const [form] = Form.useForm<{ displayName: string; role: StaffRole }>();
  const save = async (reason: string) => {
    const fields = await form.validateFields();
    update.mutate({ staffId: row.staffId, ...fields, reason }, { onSuccess: onClose });
  };
  return (
    <ReasonModal
      open
      title={`修改员工：${row.displayName}`}
      consequence="角色从下一次操作起生效。"
      okText="保存"
      pending={update.isPending}
      error={update.error}
      onOk={(reason) => void save(reason)}
      onClose={onClose}
    >
      <Form form={form} component={false} layout="vertical" requiredMark={false} initialValues={row}>
        <Form.Item
          name="displayName"
          label="姓名"
          rules={[{ required: true, whitespace: true, message: "请填写姓名" }]}
        >
          <Input maxLength={30} />
        </Form.Item>
        <RoleField />
      </Form>
    </ReasonModal>
  );
}
