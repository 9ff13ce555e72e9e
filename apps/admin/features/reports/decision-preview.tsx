"use client";

import type { NoticeText } from "@chaoqer/contract/staff/actions";
import type { CaseRow } from "@chaoqer/contract/staff/reports";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Flex, Typography } from "antd";
import { useTRPC } from "../../lib/trpc/client";
import { Loaded } from "../parts/loaded";
import { ActionPreview } from "./action-preview";
import { actionsOf, type Draft } from "./decide-modal";
import { NoticeEditor } from "./notice-editor";

type Props = {
  cases: CaseRow[];
  draft: Draft;
  notice: NoticeText | undefined;
  onNotice: (notice: NoticeText | undefined) => void;
};

/** What the decision would do, before it is made. */
export function DecisionPreview({ cases, draft, notice, onNotice }: Props) {
  const trpc = useTRPC();
  const input = { caseIds: cases.map(({ caseId }) => caseId), verdict: draft.verdict, actions: actionsOf(draft) };
  const preview = useQuery(trpc.staff.reports.preview.queryOptions(input, { placeholderData: keepPreviousData }));
  const several = cases.length > 1;
  return (
    <Flex vertical gap="small" style={{ marginBottom: 16 }}>
      <Loaded query={preview} rows={3}>
        {(previews) => (
          <>
            <ActionPreview
              previews={previews.map(({ caseId, name, ...one }) => ({
                key: caseId,
                name: several ? name || "（已不存在）" : undefined,
                ...one,
              }))}
            />
            {draft.verdict === "act" && previews[0]?.notice && (
              <NoticeEditor standard={previews[0].notice} own={notice} several={several} onChange={onNotice} />
            )}
            {previews[0] && draft.tellReporters && (
              <Typography.Text type="secondary">投诉人会收到：{previews[0].reporterNotice.content}</Typography.Text>
            )}
          </>
        )}
      </Loaded>
    </Flex>
  );
}
