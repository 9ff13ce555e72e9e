"use client";

import { type CaseDetail, storedDecision } from "@chaoqer/contract/staff/reports";
import { App, Button, Card, Descriptions, Typography } from "antd";
import { useState } from "react";
import { ReasonModal } from "../parts/reason-modal";
import { When } from "../parts/when";
import { useCaseChanges } from "./queries";
import { CASE_STATUS_NAMES, PENALTY_NAMES } from "./words";

/** What was decided, by whom and why; and the way back. */
export function Decision({ detail }: { detail: CaseDetail }) {
  const [undoing, setUndoing] = useState(false);
  const { undo } = useCaseChanges();
  const { modal, message } = App.useApp();
  const { caseId, version, decidedBy, decisionTime, status } = detail;
  const decision = storedDecision.safeParse(detail.decision).data;
  const close = () => {
    undo.reset();
    setUndoing(false);
  };
  const run = (reason: string) =>
    undo.mutate(
      { caseId, version, reason },
      {
        onSuccess: ({ remaining }) => {
          close();
          if (remaining.length === 0) return void message.success("已撤销，案件重新打开");
          modal.info({
            title: "已撤销，案件重新打开",
            content: remaining.map((one) => <div key={one}>{one}</div>),
          });
        },
      },
    );
  const items = [
    { key: "by", label: "由", children: decidedBy?.displayName },
    { key: "when", label: "时间", children: <When time={decisionTime} /> },
    { key: "why", label: "原因", children: decision?.reason ?? reasonOf(detail.decision) },
    ...(decision && decision.actions.length > 0
      ? [{ key: "what", label: "处理", children: decision.actions.map(({ kind }) => PENALTY_NAMES[kind]).join("、") }]
      : []),
    ...(decision?.notice ? [{ key: "notice", label: "通知", children: decision.notice.content }] : []),
  ];
  return (
    <Card title={CASE_STATUS_NAMES[status]} extra={decision && <Button onClick={() => setUndoing(true)}>撤销</Button>}>
      <Descriptions column={1} size="small" items={items} />
      <ReasonModal
        open={undoing}
        title="撤销这个决定"
        consequence={
          <Typography.Text>
            案件重新打开并由你认领，能收回的处罚和重置会收回；已发出的通知、已关闭的活动不能收回，结果里会写明。
          </Typography.Text>
        }
        okText="撤销决定"
        danger
        pending={undo.isPending}
        error={undo.error}
        onOk={run}
        onClose={close}
      />
    </Card>
  );
}

const reasonOf = (decision: CaseDetail["decision"]) => (typeof decision?.reason === "string" ? decision.reason : "—");
