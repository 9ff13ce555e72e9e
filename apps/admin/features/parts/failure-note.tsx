"use client";

import { Alert, Button } from "antd";
import { failureOf } from "../../lib/trpc/failure";

type Props = { error: unknown; onRetry?: (() => void) | undefined; retrying?: boolean };

/** Says why a call failed; nothing if it did not. */
export function FailureNote({ error, onRetry, retrying = false }: Props) {
  if (!error) return null;
  const { kind, message } = failureOf(error);
  const again = onRetry && (
    <Button size="small" loading={retrying} onClick={onRetry}>
      重试
    </Button>
  );
  const title = message || "操作没有完成";
  return (
    <Alert
      type={kind === "away" ? "warning" : "error"}
      showIcon
      title={title}
      action={again}
      style={{ marginBottom: 16 }}
    />
  );
}
