"use client";

import type { NoticeText } from "@chaoqer/contract/staff/actions";
import type { CaseRow, DecideResult } from "@chaoqer/contract/staff/reports";
import { Alert, App, Checkbox, Form, Input, Modal, Progress, Radio } from "antd";
import { useState } from "react";
import { useMe } from "../frame/me";
import { FailureNote } from "../parts/failure-note";
import { ActionFields } from "./action-fields";
import { DecisionPreview } from "./decision-preview";
import { useCaseChanges } from "./queries";
import { Refusals } from "./refusals";
import { useDecide } from "./use-decide";
import { useSeenCases } from "./use-seen-cases";
import { actionsFor, type Choice, FIRST_CHOICE } from "./words";

/** What one set out to do; the rest can be chosen still. */
export type Wish = "dismiss" | "freeze" | "act";

/** A decision while it is made. */
export interface Draft extends Choice {
  verdict: "dismiss" | "act";
  reason: string;
  tellReporters: boolean;
  takeOver: boolean;
}

const draftFor = (wish: Wish): Draft => ({
  ...FIRST_CHOICE,
  verdict: wish === "dismiss" ? "dismiss" : "act",
  kinds: wish === "freeze" ? ["freeze"] : [],
  reason: "",
  tellReporters: true,
  takeOver: false,
});

export const actionsOf = (draft: Draft) => (draft.verdict === "act" ? actionsFor(draft) : []);

const namesOf = (cases: CaseRow[]) =>
  [...new Set(cases.map(({ assignee }) => assignee?.displayName ?? "同事"))].join("、");

type Props = {
  wish: Wish;
  /** As they are now; what was decided meanwhile is no longer among them. */
  cases: CaseRow[];
  /** When the api read them. */
  seenTime: number;
  onClose: () => void;
  onDone: () => void;
};

/** Decides one case or several: what to do, what that will mean, why. Nothing typed is lost when the api refuses. */
export function DecideModal({ wish, onClose, onDone, ...now }: Props) {
  const { staffId } = useMe();
  const { message } = App.useApp();
  const [form] = Form.useForm<Draft>();
  const initial = draftFor(wish);
  const draft: Draft = { ...initial, ...Form.useWatch([], form) };
  const [notice, setNotice] = useState<NoticeText>();
  const [refused, setRefused] = useState<DecideResult>([]);
  const { refresh } = useCaseChanges();
  const { run, running, error, progress } = useDecide();
  const { cases, seenTime, reading, update, leaveOut } = useSeenCases(now);
  const others = cases.filter(({ assignee }) => assignee && assignee.staffId !== staffId);
  const settle = (results: DecideResult, failed: boolean) => {
    const done = results.filter(({ outcome }) => outcome === "done");
    if (done.length > 0) void message.success(done.length === 1 ? "案件已处理" : `${done.length} 个案件已处理`);
    if (!failed && done.length === results.length) return onDone();
    setRefused(results.filter(({ outcome }) => outcome !== "done"));
    leaveOut(done);
  };
  const readAgain = () => {
    update();
    void refresh();
    setRefused([]);
  };
  const save = (given: Draft) => {
    setRefused([]);
    const { verdict, reason, tellReporters } = given;
    const versions = cases.map(({ caseId, version }) => ({ caseId, version }));
    const takeOver = given.takeOver ?? false;
    const order = { cases: versions, seenTime, verdict, actions: actionsOf(given), reason, tellReporters, takeOver };
    run({ ...order, ...(verdict === "act" && notice && { notice }) }, settle);
  };
  const nothing = cases.length === 0 || (draft.verdict === "act" && draft.kinds.length === 0);
  return (
    <Modal
      open
      width={680}
      title={cases.length === 1 ? `处理：${cases[0]?.target.name || "案件"}` : `处理 ${cases.length} 个案件`}
      okText={running ? "正在处理" : draft.verdict === "act" ? "确认处理" : "确认驳回"}
      okButtonProps={{ danger: draft.verdict === "act", disabled: nothing || reading }}
      confirmLoading={running || reading}
      // Once sent it is carried out, whether the dialog is closed or not: what came of it is told here.
      cancelButtonProps={{ disabled: running }}
      closable={!running}
      keyboard={!running}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={save}>
        <FailureNote error={error} />
        <Refusals refused={refused} cases={cases} onRefresh={readAgain} />
        {cases.length === 0 && <Alert type="info" showIcon title="没有待处理的案件了" style={{ marginBottom: 16 }} />}
        <Form.Item name="verdict">
          <Radio.Group
            aria-label="结论"
            optionType="button"
            buttonStyle="solid"
            options={[
              { value: "act", label: "违规，处理" },
              { value: "dismiss", label: "未违规，驳回" },
            ]}
          />
        </Form.Item>
        {draft.verdict === "act" && (
          <ActionFields kinds={draft.kinds} rooms={cases.every(({ target }) => target.targetType === 2)} />
        )}
        {!nothing && <DecisionPreview cases={cases} draft={draft} notice={notice} onNotice={setNotice} />}
        <Form.Item
          name="reason"
          label="原因"
          extra="给同事看，会留在案件和操作日志里"
          rules={[{ required: true, whitespace: true, message: "请填写原因" }]}
        >
          <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
        {running && progress.total > 1 && (
          <Progress
            aria-label="进度"
            percent={Math.round((progress.answered / progress.total) * 100)}
            format={() => `${progress.answered} / ${progress.total}`}
          />
        )}
        <Form.Item name="tellReporters" valuePropName="checked" noStyle>
          <Checkbox>把结果告诉投诉人</Checkbox>
        </Form.Item>
        {others.length > 0 && (
          <Form.Item name="takeOver" valuePropName="checked" noStyle>
            <Checkbox>{namesOf(others)}正在处理，仍由我决定</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
