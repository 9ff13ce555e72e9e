"use client";

import type { StaffCreated } from "@chaoqer/contract/staff/accounts";
import { STAFF_ROLES, type StaffRole } from "@chaoqer/contract/staff/common";
import { Form, Input, Modal, Radio } from "antd";
import { ROLE_NAMES } from "../frame/me";
import { FailureNote } from "../parts/failure-note";
import { useStaffChanges } from "./queries";

type Props = { open: boolean; onClose: () => void; onCreated: (created: StaffCreated) => void };
interface Fields {
  username: string;
  displayName: string;
  role: StaffRole;
}

export const ROLE_WORDS: Record<StaffRole, string> = {
  moderator: "举报、用户、活动",
  operator: "反馈、版本、通知",
  admin: "全部，以及员工账号",
};

/** Makes an account for a colleague. */
export function CreateStaff({ open, onClose, onCreated }: Props) {
  const [form] = Form.useForm<Fields>();
  const { create } = useStaffChanges();
  const close = () => {
    create.reset();
    onClose();
  };
  const save = (fields: Fields) =>
    create.mutate(fields, {
      onSuccess: (created) => {
        close();
        onCreated(created);
      },
    });
  return (
    <Modal
      open={open}
      title="新建员工"
      okText="新建"
      confirmLoading={create.isPending}
      onOk={form.submit}
      onCancel={close}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={save}>
        <FailureNote error={create.error} />
        <Form.Item
          name="username"
          label="账号"
          extra="3到32个小写字母、数字或 . _ -，以字母开头"
          rules={[{ required: true, pattern: /^[a-z][a-z0-9._-]{2,31}$/, message: "账号不正确" }]}
        >
          <Input autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item
          name="displayName"
          label="姓名"
          rules={[{ required: true, whitespace: true, message: "请填写姓名" }]}
        >
          <Input maxLength={30} />
        </Form.Item>
        <RoleField />
      </Form>
    </Modal>
  );
}

/** Chooses a role, with what it opens. */
export function RoleField() {
  return (
    <Form.Item name="role" label="角色" rules={[{ required: true, message: "请选择角色" }]}>
      <Radio.Group
        vertical
        options={STAFF_ROLES.map((value) => ({ value, label: `${ROLE_NAMES[value]}：${ROLE_WORDS[value]}` }))}
      />
    </Form.Item>
  );
}
