"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, InputNumber } from "antd";
import { useState } from "react";
import { useTRPC } from "../../lib/trpc/client";
import { ReasonModal } from "../parts/reason-modal";

/** Within how many hours a case should be decided, as admins set it. */
export function TargetTime() {
  const { reports } = useTRPC().staff;
  const client = useQueryClient();
  const now = useQuery(reports.targetTime.queryOptions());
  const [hours, setHours] = useState<number>();
  const change = useMutation(reports.setTargetTime.mutationOptions());
  const close = () => {
    change.reset();
    setHours(undefined);
  };
  const save = (reason: string) =>
    change.mutate(
      { hours: hours ?? 24, reason },
      {
        onSuccess: async () => {
          await client.invalidateQueries({ queryKey: reports.pathKey() });
          close();
        },
      },
    );
  return (
    <>
      <Button disabled={!now.data} onClick={() => setHours(now.data?.hours)}>
        处理时限{now.data ? `：${now.data.hours}小时` : ""}
      </Button>
      <ReasonModal
        open={hours !== undefined}
        title="案件处理时限"
        consequence="从首次投诉算起，超过时限仍未处理的案件标为超时。"
        okText="保存"
        pending={change.isPending}
        error={change.error}
        onOk={save}
        onClose={close}
      >
        <Form.Item label="时限">
          <InputNumber
            min={1}
            max={720}
            suffix="小时"
            value={hours ?? null}
            onChange={(value) => setHours(value ?? 1)}
          />
        </Form.Item>
      </ReasonModal>
    </>
  );
}
