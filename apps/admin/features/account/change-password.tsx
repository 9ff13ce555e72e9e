"use client";

import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useTRPC } from "../../lib/trpc/client";
import { useAlive } from "../parts/alive";
import { FailureNote } from "../parts/failure-note";

interface Fields {
  current: string;
  next: string;
  again: string;
}

/** Changes one's own password; other sessions end with it. */
export function ChangePassword({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const [form] = Form.useForm<Fields>();
  const alive = useAlive();
  const change = useMutation(trpc.staff.auth.changePassword.mutationOptions());
  const save = ({ current, next }: Fields) =>
    change.mutate(
      { current, next },
      {
        onSuccess: () => {
          form.resetFields();
          onDone();
        },
      },
    );
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={save}>
      <FailureNote error={change.error} />
      <Form.Item name="current" label="当前密码" rules={[{ required: true, message: "请填写当前密码" }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next"
        label="新密码"
        extra="至少10个字符，不能包含账号"
        rules={[{ required: true, min: 10, message: "密码至少10个字符" }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label="再输入一次新密码"
        dependencies={["next"]}
        rules={[
          { required: true, message: "请再输入一次" },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue("next")
                ? Promise.resolve()
                : Promise.reject(new Error("两次输入不一致")),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending} disabled={!alive}>
        修改密码
      </Button>
    </Form>
  );
}
