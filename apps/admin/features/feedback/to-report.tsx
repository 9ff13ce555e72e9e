"use client";

import type { FeedbackDetail } from "@chaoqer/contract/staff/feedback";
import { App, Form, Input, Modal, Radio, Select } from "antd";
import { FailureNote } from "../parts/failure-note";
import { REASON_NAMES } from "../reports/words";
import { useFeedbackChanges } from "./queries";

interface Fields {
  targetType: 1 | 2;
  targetId: string;
  reportReasonType: 1 | 2 | 3 | 4 | 5;
  reason: string;
}

const REASONS = ([1, 2, 3, 4, 5] as const).map((value) => ({ value, label: REASON_NAMES[value] }));

/** Makes a report of what a feedback tells, in its author's name. */
export function ToReport({ detail, onClose }: { detail: FeedbackDetail; onClose: () => void }) {
  const { feedbackId, roomId, content } = detail;
  const [form] = Form.useForm<Fields>();
  const { report } = useFeedbackChanges();
  const { message } = App.useApp();
  const save = (fields: Fields) =>
    report.mutate(
      { feedbackId, ...fields },
      {
        onSuccess: () => {
          onClose();
          void message.success("已转为投诉，由审核员处理");
        },
      },
    );
  const initial = { targetType: roomId ? 2 : 1, targetId: roomId ?? "", reason: content.slice(0, 500) };
  return (
    <Modal
      open
      title="转为投诉"
      okText="转为投诉"
      confirmLoading={report.isPending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form name="report" form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={save}>
        <FailureNote error={report.error} />
        <Form.Item name="targetType" label="投诉对象">
          <Radio.Group
            options={[
              { value: 1, label: "用户" },
              { value: 2, label: "活动" },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="targetId"
          label="对象编号"
          rules={[{ required: true, pattern: /^[a-f0-9]{32}$/, message: "请填写32位编号" }]}
        >
          <Input />
        </Form.Item>
        <Form.Item name="reportReasonType" label="类别" rules={[{ required: true, message: "请选择类别" }]}>
          <Select options={REASONS} />
        </Form.Item>
        <Form.Item
          name="reason"
          label="投诉原因"
          rules={[{ required: true, whitespace: true, message: "请填写投诉原因" }]}
        >
          <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 3 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
