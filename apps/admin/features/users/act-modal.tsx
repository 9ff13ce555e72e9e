"use client";

import type { NoticeText, PenaltyKind } from "@chaoqer/contract/staff/actions";
import { Button, Form } from "antd";
import { useState } from "react";
import { ReasonModal } from "../parts/reason-modal";
import { ActionFields } from "../reports/action-fields";
import { NoticeEditor } from "../reports/notice-editor";
import { actionOf } from "../reports/words";
import { useUserChanges } from "./queries";

interface Fields {
  kinds: PenaltyKind[];
  limitHours: number;
  freezeHours: number;
}

const INITIAL: Fields = { kinds: [], limitHours: 72, freezeHours: 168 };
const BLANK: NoticeText = { title: "违规处理通知", content: "" };

type Props = { uid: string; nickname: string; onClose: () => void; onDone: () => void };

/** Acts on a user without a case. */
export function ActModal({ uid, nickname, onClose, onDone }: Props) {
  const [form] = Form.useForm<Fields>();
  const { kinds = [] } = Form.useWatch([], form) ?? INITIAL;
  const [notice, setNotice] = useState<NoticeText>();
  const { act } = useUserChanges();
  const run = (reason: string) => {
    const { limitHours, freezeHours } = { ...INITIAL, ...form.getFieldsValue() };
    const actions = kinds.map((kind) => actionOf(kind, kind === "limit" ? limitHours : freezeHours));
    act.mutate({ uid, actions, reason, ...(notice && { notice }) }, { onSuccess: onDone });
  };
  return (
    <ReasonModal
      open
      title={`处理：${nickname}`}
      consequence="冻结立即结束会话并离开活动；有期限的处罚到期自动解除。用户会收到官方通知。"
      okText="确认处理"
      danger
      pending={act.isPending}
      error={act.error}
      onOk={run}
      onClose={onClose}
    >
      <Form form={form} component={false} layout="vertical" initialValues={INITIAL}>
        <ActionFields kinds={kinds} rooms={false} />
      </Form>
      {notice ? (
        <NoticeEditor standard={BLANK} own={notice} several={false} onChange={setNotice} />
      ) : (
        <Button type="link" style={{ paddingInline: 0 }} onClick={() => setNotice(BLANK)}>
          自己写通知（默认按所选处理生成）
        </Button>
      )}
    </ReasonModal>
  );
}
