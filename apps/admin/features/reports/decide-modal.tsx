"use client";

import type { NoticeText, PenaltyKind } from "@chaoqer/contract/staff/actions";
import type { CaseRow, DecideResult } from "@chaoqer/contract/staff/reports";
import { App, Checkbox, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useMe } from "../frame/me";
import { FailureNote } from "../parts/failure-note";
import { ActionFields } from "./action-fields";
import { DecisionPreview } from "./decision-preview";
import { useCaseChanges } from "./queries";
import { Refusals } from "./refusals";
import { actionOf } from "./words";

/** What one set out to do; the rest can be chosen still. */
export type Wish = "dismiss" | "freeze" | "act";

/** A decision while it is made. */
export interface Draft {
  verdict: "dismiss" | "act";
  kinds: PenaltyKind[];
  limitHours: number;
  freezeHours: number;
  reason: string;
  tellReporters: boolean;
  takeOver: boolean;
}

const draftFor = (wish: Wish): Draft => ({
  verdict: wish === "dismiss" ? "dismiss" : "act",
  kinds: wish === "freeze" ? ["freeze"] : [],
  limitHours: 72,
  freezeHours: 168,
  reason: "",
  tellReporters: true,
  takeOver: false,
});

export const actionsOf = ({ verdict, kinds, limitHours, freezeHours }: Draft) =>
  verdict === "act" ? kinds.map((kind) => actionOf(kind, kind === "limit" ? limitHours : freezeHours)) : [];

type Props = {
  wish: Wish;
  /** As they are now; what was decided meanwhile is no longer among them. */
  cases: CaseRow[];
  seenTime: number;
  onClose: () => void;
  onDone: () => void;
};

/** Decides one case or several: what to do, what that will mean, why. Nothing typed is lost when the api refuses. */
export function DecideModal({ wish, cases, seenTime, onClose, onDone }: Props) {
  const { staffId } = useMe();
  const { message } = App.useApp();
  const [form] = Form.useForm<Draft>();
  const initial = draftFor(wish);
  const draft: Draft = { ...initial, ...Form.useWatch([], form) };
  const [notice, setNotice] = useState<NoticeText>();
  const [refused, setRefused] = useState<DecideResult>([]);
  const { decide, refresh } = useCaseChanges();
  const others = cases.filter(({ assignee }) => assignee && assignee.staffId !== staffId);
  const settle = (results: DecideResult) => {
    const failed = results.filter(({ outcome }) => outcome !== "done");
    const done = results.length - failed.length;
    if (done > 0) void message.success(done === 1 ? "案件已处理" : `${done} 个案件已处理`);
    if (failed.length === 0) return onDone();
    setRefused(failed);
  };
  const save = (given: Draft) => {
    setRefused([]);
    const { verdict, reason, tellReporters } = given;
    const versions = cases.map(({ caseId, version }) => ({ caseId, version }));
    const takeOver = given.takeOver ?? false;
    const input = { cases: versions, seenTime, verdict, actions: actionsOf(given), reason, tellReporters, takeOver };
    decide.mutate({ ...input, ...(verdict === "act" && notice && { notice }) }, { onSuccess: settle });
  };
  const nothing = cases.length === 0 || (draft.verdict === "act" && draft.kinds.length === 0);
  return (
    <Modal
      open
      width={680}
      title={cases.length === 1 ? `处理：${cases[0]?.target.name || "案件"}` : `处理 ${cases.length} 个案件`}
      okText={draft.verdict === "act" ? "确认处理" : "确认驳回"}
      okButtonProps={{ danger: draft.verdict === "act", disabled: nothing }}
      confirmLoading={decide.isPending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={save}>
        <FailureNote error={decide.error} />
        <Refusals refused={refused} cases={cases} onRefresh={() => void refresh().then(() => setRefused([]))} />
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
        <Form.Item name="tellReporters" valuePropName="checked" noStyle>
          <Checkbox>把结果告诉投诉人</Checkbox>
        </Form.Item>
        {others.length > 0 && (
          <Form.Item name="takeOver" valuePropName="checked" noStyle>
            <Checkbox>{others[0]?.assignee?.displayName}正在处理，仍由我决定</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
