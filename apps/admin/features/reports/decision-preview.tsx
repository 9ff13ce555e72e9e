"use client";

import type { NoticeText } from "@chaoqer/contract/staff/actions";
import type { CasePreview, CaseRow } from "@chaoqer/contract/staff/reports";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Alert, Card, Flex, Skeleton, Typography } from "antd";
import { useTRPC } from "../../lib/trpc/client";
import { FailureNote } from "../parts/failure-note";
import { actionsOf, type Draft } from "./decide-modal";
import { NoticeEditor } from "./notice-editor";

type Props = {
  cases: CaseRow[];
  draft: Draft;
  notice: NoticeText | undefined;
  onNotice: (notice: NoticeText | undefined) => void;
};

/** What the decision would do, in the api's words, before it is made. */
export function DecisionPreview({ cases, draft, notice, onNotice }: Props) {
  const trpc = useTRPC();
  const input = { caseIds: cases.map(({ caseId }) => caseId), verdict: draft.verdict, actions: actionsOf(draft) };
  const preview = useQuery(trpc.staff.reports.preview.queryOptions(input, { placeholderData: keepPreviousData }));
  if (preview.error) return <FailureNote error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <Skeleton active paragraph={{ rows: 3 }} title={false} />;
  const [first] = preview.data;
  const warnings = preview.data.flatMap(({ name, warnings: some }) => some.map((one) => ({ name, one })));
  return (
    <Flex vertical gap="small" style={{ marginBottom: 16 }}>
      {warnings.map(({ name, one }) => (
        <Alert key={`${name} ${one}`} type="warning" showIcon title={cases.length > 1 ? `${name}：${one}` : one} />
      ))}
      <Card size="small" title="将会发生">
        {preview.data.map((one) => (
          <Consequences key={one.caseId} preview={one} named={cases.length > 1} />
        ))}
      </Card>
      {draft.verdict === "act" && first?.notice && (
        <NoticeEditor standard={first.notice} own={notice} several={cases.length > 1} onChange={onNotice} />
      )}
      {first && draft.tellReporters && (
        <Typography.Text type="secondary">投诉人会收到：{first.reporterNotice.content}</Typography.Text>
      )}
    </Flex>
  );
}

function Consequences({ preview, named }: { preview: CasePreview; named: boolean }) {
  const { name, consequences } = preview;
  return (
    <div>
      {named && <Typography.Text strong>{name || "（已不存在）"}</Typography.Text>}
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {consequences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  );
}
