"use client";

import { Button, Typography } from "antd";
import { useRouter } from "next/navigation";
import { useLogout } from "../frame/logout";
import { LoginFrame } from "../login/frame";
import { ChangePassword } from "./change-password";
import { EnrolTotp } from "./enrol-totp";

const WORDS = {
  password: { title: "修改初始密码", text: "当前密码由管理员设置，改成只有你知道的密码后才能继续。" },
  totp: { title: "启用二次验证", text: "你的角色要求登录时使用动态验证码。" },
};

/** Shown until the account is fit to work; the server decides anew after each step. */
export function Setup({ stage, displayName }: { stage: "password" | "totp"; displayName: string }) {
  const router = useRouter();
  const logout = useLogout();
  const { title, text } = WORDS[stage];
  const onDone = () => router.refresh();
  return (
    <LoginFrame title={title}>
      <Typography.Paragraph type="secondary">
        {displayName}，你好。{text}
      </Typography.Paragraph>
      {stage === "password" ? <ChangePassword onDone={onDone} /> : <EnrolTotp onDone={onDone} />}
      <Button type="link" block onClick={logout} style={{ marginTop: 12 }}>
        退出登录
      </Button>
    </LoginFrame>
  );
}
