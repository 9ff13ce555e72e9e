"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Skeleton, Typography } from "antd";
import { useTRPC } from "../../lib/trpc/client";
import { CodeForm } from "../login/code-form";
import styles from "../login/login.module.css";
import { FailureNote } from "../parts/failure-note";

/** Sets up the second step: scan, then prove it with a code. */
export function EnrolTotp({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const begin = useMutation(trpc.staff.auth.beginTotp.mutationOptions());
  const confirm = useMutation(trpc.staff.auth.confirmTotp.mutationOptions());
  if (!begin.data)
    return (
      <>
        <FailureNote error={begin.error} />
        <Typography.Paragraph>准备好手机上的验证器应用（支持 TOTP 的均可）。</Typography.Paragraph>
        <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate()}>
          生成二维码
        </Button>
      </>
    );
  return (
    <>
      <Typography.Text>用验证器应用扫描，或手动输入密钥：</Typography.Text>
      <QrCode text={begin.data.uri} />
      <Typography.Paragraph copyable className={styles.secret} code>
        {begin.data.secret}
      </Typography.Paragraph>
      <FailureNote error={confirm.error} />
      <CodeForm
        pending={confirm.isPending}
        label="应用显示的6位数字"
        onCode={(code) => confirm.mutate({ code }, { onSuccess: onDone })}
      />
    </>
  );
}

/** Drawn in the browser: the secret goes to no other place. */
function QrCode({ text }: { text: string }) {
  const drawn = useQuery({
    queryKey: ["qr", text],
    queryFn: async () => (await import("qrcode")).toDataURL(text, { margin: 1, width: 360 }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!drawn.data) return <Skeleton.Node active style={{ width: 196, height: 196 }} />;
  // biome-ignore lint/performance/noImgElement: drawn here, nothing to load.
  return <img className={styles.qr} src={drawn.data} alt="动态验证码的二维码" />;
}
