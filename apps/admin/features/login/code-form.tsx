import { Button, Flex, Form, Input } from "antd";

type Props = { pending: boolean; onCode: (code: string) => void; onBack?: () => void; label?: string };

/** Asks for the six digits that an authenticator app shows. */
export function CodeForm({ pending, onCode, onBack, label = "验证器应用中的6位动态验证码" }: Props) {
  return (
    <Form layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => onCode(code)}>
      <Form.Item name="code" label={label} rules={[{ required: true, pattern: /^\d{6}$/, message: "请填写6位数字" }]}>
        <Input size="large" inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
      </Form.Item>
      <Flex gap="small">
        {onBack && (
          <Button size="large" onClick={onBack}>
            返回
          </Button>
        )}
        <Button type="primary" size="large" htmlType="submit" block loading={pending}>
          验证
        </Button>
      </Flex>
    </Form>
  );
}
