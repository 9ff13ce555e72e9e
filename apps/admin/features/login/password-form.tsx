import { Button, Form, Input } from "antd";
import { useAlive } from "../parts/alive";

export interface NameAndPassword {
  name: string;
  password: string;
}

export function PasswordForm({ pending, onSubmit }: { pending: boolean; onSubmit: (given: NameAndPassword) => void }) {
  const alive = useAlive();
  return (
    <Form layout="vertical" requiredMark={false} onFinish={onSubmit}>
      <Form.Item name="name" label="账号" rules={[{ required: true, whitespace: true, message: "请填写账号" }]}>
        <Input size="large" autoComplete="username" autoFocus autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: "请填写密码" }]}>
        <Input.Password size="large" autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" block loading={pending} disabled={!alive}>
        登录
      </Button>
    </Form>
  );
}
