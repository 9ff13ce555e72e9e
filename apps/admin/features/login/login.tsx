"use client";

import { Alert } from "antd";
import { signIn } from "next-auth/react";
import { useState, useTransition } from "react";
import { AWAY, TOTP_NEEDED } from "../../lib/auth/outcome";
import { CodeForm } from "./code-form";
import { LoginFrame } from "./frame";
import { type NameAndPassword, PasswordForm } from "./password-form";

const OTHER_FAULTS: Record<string, string> = {
  [AWAY]: "联系不上接口服务，请稍后再试",
  CredentialsSignin: "账号或密码不正确",
};

/** Signing in: name and password, then the second step where the account has one. */
export function Login({ to, ended }: { to: string; ended: boolean }) {
  const [given, setGiven] = useState<NameAndPassword>();
  const [fault, setFault] = useState<string>();
  const [pending, start] = useTransition();
  const attempt = (credentials: NameAndPassword, totp?: string) =>
    start(async () => {
      setFault(undefined);
      const answer = await signIn("credentials", { ...credentials, totp: totp ?? "", redirect: false });
      if (answer?.ok) return window.location.assign(to);
      if (answer?.error === TOTP_NEEDED) return setGiven(credentials);
      setFault(OTHER_FAULTS[answer?.error ?? AWAY] ?? answer?.error ?? undefined);
    });
  return (
    <LoginFrame title={given ? "二次验证" : "超圈控制台"}>
      {ended && !given && !fault && (
        <Alert type="info" showIcon title="登录已失效，请重新登录" style={{ marginBottom: 16 }} />
      )}
      {fault && <Alert type="error" showIcon title={fault} style={{ marginBottom: 16 }} />}
      {given ? (
        <CodeForm pending={pending} onCode={(code) => attempt(given, code)} onBack={() => setGiven(undefined)} />
      ) : (
        <PasswordForm pending={pending} onSubmit={(credentials) => attempt(credentials)} />
      )}
    </LoginFrame>
  );
}
