"use client";

import type { CaseRow } from "@chaoqer/contract/staff/reports";
import { App } from "antd";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { failureOf } from "../../lib/trpc/failure";
import { useShortcuts } from "../frame/shortcuts";
import type { Wish } from "./decide-modal";
import { useCaseChanges } from "./queries";

interface Queue {
  rows: readonly CaseRow[];
  chosen: CaseRow[];
  decide: (wish: Wish, cases: CaseRow[]) => void;
  toggle: (caseId: string) => void;
}

/** The queue by keyboard: a cursor over the rows, and what can be done with the row or the chosen ones. */
export function useQueueKeys({ rows, chosen, decide, toggle }: Queue) {
  const [wanted, setCursor] = useState(0);
  const cursor = Math.min(wanted, Math.max(rows.length - 1, 0));
  const router = useRouter();
  const { message } = App.useApp();
  const { claim } = useCaseChanges();
  const row = rows[cursor];
  useEffect(() => {
    document.querySelector(`tr[data-row-key="${row?.caseId}"]`)?.scrollIntoView({ block: "nearest" });
  }, [row?.caseId]);
  const targets = () => (chosen.length > 0 ? chosen : row ? [row] : []);
  const take = () =>
    row &&
    claim.mutate(
      { caseId: row.caseId },
      {
        onSuccess: () => void message.success("已认领"),
        onError: (error) => void message.error(failureOf(error).message),
      },
    );
  useShortcuts("投诉列表", [
    { key: "j", label: "下一个", run: () => setCursor(Math.min(cursor + 1, rows.length - 1)) },
    { key: "k", label: "上一个", run: () => setCursor(Math.max(cursor - 1, 0)) },
    { key: "o", label: "打开", run: () => row && router.push(`/reports/${row.caseId}`) },
    { key: "x", label: "选择", run: () => row && row.status === 0 && toggle(row.caseId) },
    { key: "c", label: "认领", run: take },
    { key: "d", label: "驳回（选中的或当前的）", run: () => decide("dismiss", targets()) },
    { key: "f", label: "冻结（选中的或当前的）", run: () => decide("freeze", targets()) },
  ]);
  return { cursor, setCursor };
}
