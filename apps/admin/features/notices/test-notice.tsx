"use client";

import { App, Form, Input, Modal } from "antd";
import { FailureNote } from "../parts/failure-note";
import { useNoticeChanges } from "./queries";
import { ReceiverPicker } from "./receiver-picker";

/** Where the browser keeps one's own uid, which nobody knows by heart. */
const OWN_UID = "notices.test.uid";

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
          localStorage.setItem(OWN_UID, uid.trim());
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
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ uid: localStorage.getItem(OWN_UID) ?? "" }}
        onFinish={send}
      >
        <FailureNote error={test.error} />
        <ReceiverPicker label="按昵称找到自己" onPick={(uid) => form.setFieldValue("uid", uid)} />
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
