"use client";

import { Badge, Segmented } from "antd";
import { useFilters } from "../parts/filters";
import { useCaseCounts } from "./queries";

/** The views that everyone has: each is only a set of filters. */
const VIEWS = {
  open: { label: "待处理", filters: {}, count: "open" },
  none: { label: "未认领", filters: { assignee: "none" }, count: "unclaimed" },
  mine: { label: "我的", filters: { assignee: "me" }, count: "mine" },
  late: { label: "超时", filters: { overdue: "1" }, count: "overdue" },
  acted: { label: "已处理", filters: { status: "1" }, count: undefined },
  dismissed: { label: "已驳回", filters: { status: "2" }, count: undefined },
} as const;
type View = keyof typeof VIEWS;
const OWNED = ["status", "assignee", "overdue"] as const;

export function QueueTabs() {
  const { get, set } = useFilters();
  const counts = useCaseCounts();
  const isCurrent = (view: View) => {
    const filters: Record<string, string> = VIEWS[view].filters;
    return OWNED.every((name) => (get(name) ?? "") === (filters[name] ?? ""));
  };
  const views = Object.keys(VIEWS) as View[];
  const options = views.map((value) => {
    const { label, count } = VIEWS[value];
    const total = count && counts.data?.[count];
    return {
      value,
      label: (
        <>
          {label} {total !== undefined && <Badge count={total} showZero color="#6b625b" overflowCount={9999} />}
        </>
      ),
    };
  });
  return (
    <Segmented
      options={options}
      value={views.find(isCurrent) ?? null}
      onChange={(view) => view && set({ status: "", assignee: "", overdue: "", ...VIEWS[view].filters })}
      style={{ marginBottom: 12 }}
    />
  );
}
