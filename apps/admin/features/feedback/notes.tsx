"use client";

import type { FeedbackDetail } from "@chaoqer/contract/staff/feedback";
import { Button, Card, Empty, Form, Input, Tag, Typography } from "antd";
import { FailureNote } from "../parts/failure-note";
import { When } from "../parts/when";
import styles from "./feedback.module.css";
import { useFeedbackChanges } from "./queries";

type Props = { feedbackId: string; notes: FeedbackDetail["notes"] };

/** What staff said among themselves, and what went to the user. */
export function Notes({ feedbackId, notes }: Props) {
  const [form] = Form.useForm<{ content: string }>();
  const { note } = useFeedbackChanges();
  const add = ({ content }: { content: string }) =>
    note.mutate({ feedbackId, content }, { onSuccess: () => form.resetFields() });
  return (
    <Card title="记录">
      {notes.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有备注或回复" />}
      {notes.map(({ noteId, staff, content, messageId, createTime }) => (
        <div key={noteId} className={styles.note}>
          <Typography.Text strong>{staff.displayName}</Typography.Text>{" "}
          {messageId ? <Tag color="blue">回复用户</Tag> : <Tag>内部备注</Tag>}
          <When time={createTime} />
          <div>{content}</div>
        </div>
      ))}
      <Form name="note" form={form} layout="vertical" requiredMark={false} onFinish={add} style={{ marginTop: 12 }}>
        <FailureNote error={note.error} />
        <Form.Item
          name="content"
          label="内部备注"
          rules={[{ required: true, whitespace: true, message: "请填写备注" }]}
        >
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 2 }} placeholder="只有员工看得到" />
        </Form.Item>
        <Button htmlType="submit" loading={note.isPending}>
          添加备注
        </Button>
      </Form>
    </Card>
  );
}
