"use client";

import { Button, Flex, Typography } from "antd";
import { useState } from "react";
import { ReasonModal } from "../parts/reason-modal";
import { useUserChanges } from "./queries";

/** A number with its middle hidden; the whole one is shown to those who say why. */
export function RevealMobile({ uid, masked }: { uid: string; masked: string }) {
  const [asking, setAsking] = useState(false);
  const { reveal } = useUserChanges();
  if (!masked) return "—";
  return (
    <Flex align="center" gap={8}>
      {reveal.data ? <Typography.Text copyable>{reveal.data.mobile}</Typography.Text> : masked}
      {!reveal.data && (
        <Button size="small" onClick={() => setAsking(true)}>
          查看
        </Button>
      )}
      <ReasonModal
        open={asking}
        title="查看完整手机号"
        consequence="会记入操作日志：谁、何时、为什么查看。"
        okText="查看"
        pending={reveal.isPending}
        error={reveal.error}
        onOk={(reason) => reveal.mutate({ uid, reason }, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      />
    </Flex>
  );
}
