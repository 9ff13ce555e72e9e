"use client";

import { Form, Input, Modal, Typography } from "antd";
import type { ReactNode } from "react";
import { FailureNote } from "./failure-note";

type Props = {
  open: boolean;
  title: string;
  /** What it will do, for someone who hesitates. */
  consequence?: ReactNode;
  okText: string;
  danger?: boolean;
  /** There is nothing to do yet. */
  disabled?: boolean;
  width?: number;
  pending: boolean;
  error: unknown;
  onOk: (reason: string) => void;
  onClose: () => void;
  /** Further fields, of the form around. */
  children?: ReactNode;
};

/** Asks before a change, and for the reason that the log keeps. What was typed stays when the call fails. */
export function ReasonModal(props: Props) {
  const { open, title, consequence, okText, danger = false, disabled = false, width = 520 } = props;
  const { pending, error, onOk, onClose, children } = props;
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open={open}
      width={width}
      title={title}
      okText={okText}
      okButtonProps={{ danger, disabled, htmlType: "submit" }}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
      mask={{ closable: false }}
    >
      <Form form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={({ reason }) => onOk(reason)}>
        {consequence && <Typography.Paragraph>{consequence}</Typography.Paragraph>}
        {children}
        <Form.Item
          name="reason"
          label="原因"
          extra="会留在操作日志里"
          rules={[{ required: true, whitespace: true, message: "请填写原因" }]}
        >
          <Input.TextArea autoFocus maxLength={500} showCount autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        {/* Beside the button: the top of a long dialog may be out of sight. */}
        <FailureNote error={error} />
      </Form>
    </Modal>
  );
}
