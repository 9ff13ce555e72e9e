"use client";

import { STAFF_ROLES, type StaffRole } from "@chaoqer/contract/staff/common";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Form } from "antd";
import { useState } from "react";
import { useTRPC } from "../../lib/trpc/client";
import { ROLE_NAMES } from "../frame/me";
import { ReasonModal } from "../parts/reason-modal";

const OPTIONS = STAFF_ROLES.map((value) => ({ value, label: ROLE_NAMES[value] }));

/** Which roles cannot work without a second step. */
export function TotpPolicy() {
  const { accounts } = useTRPC().staff;
  const client = useQueryClient();
  const policy = useQuery(accounts.totpPolicy.queryOptions());
  const [chosen, setChosen] = useState<StaffRole[]>();
  const change = useMutation(accounts.setTotpPolicy.mutationOptions());
  const close = () => {
    change.reset();
    setChosen(undefined);
  };
  const save = (reason: string) =>
    change.mutate(
      { roles: chosen ?? [], reason },
      {
        onSuccess: async () => {
          await client.invalidateQueries({ queryKey: accounts.totpPolicy.queryKey() });
          close();
        },
      },
    );
  return (
    <>
      <Button loading={policy.isPending} disabled={!policy.data} onClick={() => setChosen(policy.data?.roles ?? [])}>
        二次验证要求
      </Button>
      <ReasonModal
        open={chosen !== undefined}
        title="二次验证要求"
        consequence="选中的角色必须启用动态验证码才能工作；还没有启用的人，下一次操作前要先启用。"
        okText="保存"
        pending={change.isPending}
        error={change.error}
        onOk={save}
        onClose={close}
      >
        <Form.Item label="必须启用的角色">
          <Checkbox.Group options={OPTIONS} value={chosen ?? []} onChange={setChosen} />
        </Form.Item>
      </ReasonModal>
    </>
  );
}
