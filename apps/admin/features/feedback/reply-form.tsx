"use client";

import { fillVariable, variablesOf } from "@chaoqer/contract/staff/feedback";
import { App, Button, Card, Checkbox, Flex, Form, Input, Select } from "antd";
import { FailureNote } from "../parts/failure-note";
import { useFeedbackChanges, useReplies } from "./queries";

interface Fields {
  title: string;
  content: string;
  close: boolean;
}

/** Names that fill themselves. */
const NICKNAME = "昵称";

/** Nothing is left to fill in. */
const filled = {
  validator: (_: unknown, text: string | undefined) => {
    const missing = variablesOf(text ?? "");
    return missing.length > 0 ? Promise.reject(new Error(`请先填写：${missing.join("、")}`)) : Promise.resolve();
  },
};

type Props = { feedbackId: string; nickname: string };

/** Answers the user by an official message; a prepared reply's variables must be filled before. */
export function ReplyForm({ feedbackId, nickname }: Props) {
  const [form] = Form.useForm<Fields>();
  const title = Form.useWatch("title", form) ?? "";
  const content = Form.useWatch("content", form) ?? "";
  const replies = useReplies();
  const { reply } = useFeedbackChanges();
  const { message, modal } = App.useApp();
  const missing = variablesOf(`${title}\n${content}`);
  const use = (replyId: string) => {
    const chosen = replies.data?.find((one) => one.replyId === replyId);
    if (!chosen) return;
    const take = () => form.setFieldsValue({ content: fillVariable(chosen.content, NICKNAME, nickname) });
    if (content.trim() === "") return take();
    void modal.confirm({
      title: `换成“${chosen.title}”？`,
      content: "已经写的内容会被替换。",
      okText: "替换",
      onOk: take,
    });
  };
  const fillIn = (name: string, value: string) => {
    const text = value.trim();
    if (text === "") return;
    form.setFieldsValue({ title: fillVariable(title, name, text), content: fillVariable(content, name, text) });
  };
  const send = (fields: Fields) =>
    reply.mutate(
      { feedbackId, ...fields },
      {
        onSuccess: () => {
          form.resetFields();
          void message.success("回复已发送");
        },
      },
    );
  const ask = (fields: Fields) =>
    void modal.confirm({
      title: `发给“${nickname || "未命名"}”？`,
      content: "作为官方通知送达，发出后不能收回。",
      okText: "发送",
      onOk: () => send(fields),
    });
  return (
    <Card
      title="回复用户"
      extra={
        <Select
          aria-label="常用回复"
          placeholder="用常用回复"
          style={{ width: 160 }}
          value={null}
          loading={replies.isPending}
          options={(replies.data ?? []).map(({ replyId, title }) => ({ value: replyId, label: title }))}
          onChange={(replyId: string | null) => replyId && use(replyId)}
          notFoundContent="还没有常用回复"
        />
      }
    >
      <Form
        name="reply"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ title: "意见反馈回复", close: true }}
        onFinish={ask}
      >
        <FailureNote error={reply.error} />
        <Form.Item
          name="title"
          label="标题"
          rules={[{ required: true, whitespace: true, message: "请填写标题" }, filled]}
        >
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item
          name="content"
          label="回复内容"
          rules={[{ required: true, whitespace: true, message: "请填写内容" }, filled]}
        >
          <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 4 }} />
        </Form.Item>
        {missing.map((name) => (
          <Form.Item key={name} label={`填写 ${name}`}>
            <Input.Search
              enterButton="填入"
              aria-label={name}
              // Enter fills in; it would send the form as well.
              onPressEnter={(event) => event.preventDefault()}
              onSearch={(value) => fillIn(name, value)}
            />
          </Form.Item>
        ))}
        <Flex justify="space-between" align="center">
          <Form.Item name="close" valuePropName="checked" noStyle>
            <Checkbox>发送后关闭反馈</Checkbox>
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={reply.isPending}>
            发送
          </Button>
        </Flex>
      </Form>
    </Card>
  );
}
