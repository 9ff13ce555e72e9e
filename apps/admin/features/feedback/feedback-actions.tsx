"use client";

import type { FeedbackDetail } from "@chaoqer/contract/staff/feedback";
import { App, Button, Select } from "antd";
import { useState } from "react";
import { failureOf } from "../../lib/trpc/failure";
import { useMe } from "../frame/me";
import { useFeedbackChanges } from "./queries";
import { ToReport } from "./to-report";
import { STATUS_WORDS } from "./words";

const STATUSES = [0, 1, 2].map((value) => ({ value, label: STATUS_WORDS[value]?.name }));

/** Take on, set the state, turn into a report. */
export function FeedbackActions({ detail }: { detail: FeedbackDetail }) {
  const { feedbackId, status, assignee, caseId } = detail;
  const { staffId } = useMe();
  const { message, modal } = App.useApp();
  const { assign, setStatus } = useFeedbackChanges();
  const [reporting, setReporting] = useState(false);
  const mine = assignee?.staffId === staffId;
  const onError = (error: unknown) => void message.error(failureOf(error).message);
  const follow = () => assign.mutate({ feedbackId, mine: !mine }, { onError });
  const askFollow = () =>
    void modal.confirm({
      title: `${assignee?.displayName}正在跟进`,
      content: "改由你跟进？",
      okText: "由我跟进",
      onOk: follow,
    });
  return (
    <>
      <Select
        aria-label="反馈状态"
        style={{ width: 110 }}
        value={status}
        options={STATUSES}
        loading={setStatus.isPending}
        onChange={(value) => setStatus.mutate({ feedbackId, status: value }, { onError })}
      />
      <Button loading={assign.isPending} onClick={assignee && !mine ? askFollow : follow}>
        {mine ? "不再跟进" : "由我跟进"}
      </Button>
      {!caseId && <Button onClick={() => setReporting(true)}>转为投诉</Button>}
      {reporting && <ToReport detail={detail} onClose={() => setReporting(false)} />}
    </>
  );
}
