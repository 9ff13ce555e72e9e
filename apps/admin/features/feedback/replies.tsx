"use client";

import type { CannedReply } from "@chaoqer/contract/staff/feedback";
import { App, Button, Card, Empty, Flex, Form, Input, Modal, Tag, Typography } from "antd";
import { useState } from "react";
import { failureOf } from "../../lib/trpc/failure";
import { FailureNote } from "../parts/failure-note";
import { Loaded } from "../parts/loaded";
import { Page } from "../parts/page";
import { useFeedbackChanges, useReplies } from "./queries";

/** Prepared replies, which all operators share. */
export function Replies() {
  const query = useReplies();
  const [editing, setEditing] = useState<Partial<CannedReply>>();
  const { removeReply } = useFeedbackChanges();
  const { modal, message } = App.useApp();
  const ask = ({ replyId, title }: CannedReply) =>
    modal.confirm({
      title: `删除“${title}”？`,
      okText: "删除",
      okButtonProps: { danger: true },
      onOk: () => removeReply.mutate({ replyId }, { onError: (error) => void message.error(failureOf(error).message) }),
    });
  return (
    <Page
      title="常用回复"
      note="{{昵称}} 会自动填写，其他 {{变量}} 在发送前必须填好"
      extra={
        <Button type="primary" onClick={() => setEditing({})}>
          新建
        </Button>
      }
    >
      <Loaded query={query}>
        {(replies) => (
          <Flex vertical gap="middle" style={{ maxWidth: 760 }}>
            {replies.length === 0 && <Empty description="还没有常用回复" />}
            {replies.map((one) => (
              <Card
                key={one.replyId}
                title={one.title}
                extra={
                  <>
                    <Button type="link" onClick={() => setEditing(one)}>
                      修改
                    </Button>
                    <Button type="link" danger onClick={() => ask(one)}>
                      删除
                    </Button>
                  </>
                }
              >
                <Typography.Paragraph style={{ whiteSpace: "pre-wrap" }}>{one.content}</Typography.Paragraph>
                <Flex gap={4} wrap>
                  {one.variables.map((name) => (
                    <Tag key={name}>{name}</Tag>
                  ))}
                </Flex>
              </Card>
            ))}
          </Flex>
        )}
      </Loaded>
      {editing && <ReplyEditor reply={editing} onClose={() => setEditing(undefined)} />}
    </Page>
  );
}

function ReplyEditor({ reply, onClose }: { reply: Partial<CannedReply>; onClose: () => void }) {
  const [form] = Form.useForm<{ title: string; content: string }>();
  const { saveReply } = useFeedbackChanges();
  const { replyId } = reply;
  return (
    <Modal
      open
      title={replyId ? "修改常用回复" : "新建常用回复"}
      okText="保存"
      confirmLoading={saveReply.isPending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={reply}
        onFinish={(fields) => saveReply.mutate({ ...(replyId && { replyId }), ...fields }, { onSuccess: onClose })}
      >
        <FailureNote error={saveReply.error} />
        <Form.Item name="title" label="标题" rules={[{ required: true, whitespace: true, message: "请填写标题" }]}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="content" label="内容" rules={[{ required: true, whitespace: true, message: "请填写内容" }]}>
          <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 4 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
