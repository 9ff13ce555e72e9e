"use client";

import type { NoticeText, PenaltyAction } from "@chaoqer/contract/staff/actions";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Flex, Form } from "antd";
import { useState } from "react";
import { useTRPC } from "../../lib/trpc/client";
import { Loaded } from "../parts/loaded";
import { ReasonModal } from "../parts/reason-modal";
import { ActionFields } from "../reports/action-fields";
import { ActionPreview } from "../reports/action-preview";
import { NoticeEditor } from "../reports/notice-editor";
import { actionsFor, type Choice, FIRST_CHOICE } from "../reports/words";
import { useUserChanges } from "./queries";

type Props = { uid: string; nickname: string; onClose: () => void; onDone: () => void };

/** Acts on a user without a case: what to do, what that will mean, why. */
export function ActModal({ uid, nickname, onClose, onDone }: Props) {
  const [form] = Form.useForm<Choice>();
  const choice: Choice = { ...FIRST_CHOICE, ...Form.useWatch([], form) };
  const [notice, setNotice] = useState<NoticeText>();
  const { act } = useUserChanges();
  const actions = actionsFor(choice);
  return (
    <ReasonModal
      open
      width={680}
      title={`处理：${nickname}`}
      okText="确认处理"
      danger
      disabled={actions.length === 0}
      pending={act.isPending}
      error={act.error}
      onOk={(reason) => act.mutate({ uid, actions, reason, ...(notice && { notice }) }, { onSuccess: onDone })}
      onClose={onClose}
    >
      <Form form={form} component={false} layout="vertical" initialValues={FIRST_CHOICE}>
        <ActionFields kinds={choice.kinds} rooms={false} />
      </Form>
      {actions.length > 0 && <Preview uid={uid} actions={actions} notice={notice} onNotice={setNotice} />}
    </ReasonModal>
  );
}

type PreviewProps = {
  uid: string;
  actions: PenaltyAction[];
  notice: NoticeText | undefined;
  onNotice: (notice: NoticeText | undefined) => void;
};

function Preview({ uid, actions, notice, onNotice }: PreviewProps) {
  const trpc = useTRPC();
  const input = { uid, actions };
  const preview = useQuery(trpc.staff.users.preview.queryOptions(input, { placeholderData: keepPreviousData }));
  return (
    <Flex vertical gap="small" style={{ marginBottom: 16 }}>
      <Loaded query={preview} rows={3}>
        {(one) => (
          <>
            <ActionPreview previews={[{ key: uid, ...one }]} />
            <NoticeEditor standard={one.notice} own={notice} several={false} onChange={onNotice} />
          </>
        )}
      </Loaded>
    </Flex>
  );
}
