"use client";

import type { CaseRow } from "@chaoqer/contract/staff/reports";
import { Flex } from "antd";
import { useState } from "react";
import { useMe } from "../frame/me";
import { DataTable } from "../parts/data-table";
import { Page } from "../parts/page";
import { BulkBar } from "./bulk-bar";
import { caseColumns } from "./case-columns";
import { DecideModal, type Wish } from "./decide-modal";
import { useQueue } from "./queries";
import styles from "./queue.module.css";
import { QueueFilters } from "./queue-filters";
import { QueueTabs } from "./queue-tabs";
import { TargetTime } from "./target-time";
import { useQueueKeys } from "./use-queue-keys";

/** Cases that wait, and those that were decided. */
export function Queue() {
  const query = useQueue();
  const { role } = useMe();
  const rows = query.data?.list ?? [];
  const [picked, setPicked] = useState<string[]>([]);
  const [wish, setWish] = useState<{ wish: Wish; caseIds: string[] }>();
  const chosen = rows.filter(({ caseId }) => picked.includes(caseId));
  const decide = (kind: Wish, cases: CaseRow[]) => {
    const open = cases.filter(({ status }) => status === 0);
    if (open.length > 0) setWish({ wish: kind, caseIds: open.map(({ caseId }) => caseId) });
  };
  const toggle = (caseId: string) =>
    setPicked((before) => (before.includes(caseId) ? before.filter((id) => id !== caseId) : [...before, caseId]));
  const { cursor, setCursor } = useQueueKeys({ rows, chosen, decide, toggle });
  return (
    <Page title="投诉" note="同一对象的投诉合为一个案件，按 ? 查看快捷键" extra={role === "admin" && <TargetTime />}>
      <QueueTabs />
      <QueueFilters />
      <Flex vertical gap="small">
        <BulkBar chosen={chosen} onDecide={(kind) => decide(kind, chosen)} onClear={() => setPicked([])} />
        <DataTable
          query={query}
          rowKey="caseId"
          columns={caseColumns}
          empty="没有符合条件的案件"
          rowSelection={{
            selectedRowKeys: chosen.map(({ caseId }) => caseId),
            onChange: (keys) => setPicked(keys.map(String)),
            getCheckboxProps: ({ status, target }) => ({
              disabled: status !== 0,
              "aria-label": `选择 ${target.name}`,
            }),
          }}
          rowClassName={(_, index) => (index === cursor ? (styles.cursor ?? "") : "")}
          onRow={(_, index) => ({ onClick: () => setCursor(index ?? 0) })}
        />
      </Flex>
      {wish && (
        <DecideModal
          wish={wish.wish}
          cases={rows.filter(({ caseId }) => wish.caseIds.includes(caseId))}
          seenTime={query.data?.seenTime ?? 0}
          onClose={() => setWish(undefined)}
          onDone={() => {
            setWish(undefined);
            setPicked([]);
          }}
        />
      )}
    </Page>
  );
}
