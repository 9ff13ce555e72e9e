"use client";

import { App, Form, Input, Modal } from "antd";
import { FailureNote } from "../parts/failure-note";
import { useNoticeChanges } from "./queries";

/** Sends a draft to one user, usually oneself. */
export function TestNotice({ noticeId, onClose }: { noticeId: string; onClose: () => void }) {
  const [form] = Form.useForm<{ uid: string }>();
  const { test } = useNoticeChanges();
  const { message } = App.useApp();
  const send = ({ uid }: { uid: string }) =>
    test.mutate(
      { noticeId, uid: uid.trim() },
      {
        onSuccess: () => {
          onClose();
          void message.success("已试发");
        },
      },
    );
  return (
    <Modal
      open
      title="先发给自己看看"
      okText="试发"
      confirmLoading={test.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send}>
        <FailureNote error={test.error} />
        <Form.Item
          name="uid"
          label="自己在应用里的用户编号"
          rules={[{ required: true, pattern: /^\s*[a-f0-9]{32}\s*$/, message: "请填写32位编号" }]}
        >
          <Input autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
