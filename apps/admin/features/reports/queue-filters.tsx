"use client";

import { Select } from "antd";
import { FilterBar, SearchFilter, SelectFilter } from "../parts/filter-fields";
import { useFilters } from "../parts/filters";
import { SavedViews } from "../views/saved-views";
import { REASON_NAMES, TARGET_NAMES } from "./words";

const options = (names: Record<number, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label: label as string }));
const REASONS = options(REASON_NAMES);
const TARGETS = options(TARGET_NAMES);
const AGES = [
  { value: "0-1", label: "等待不到1小时" },
  { value: "1-24", label: "等待1小时到1天" },
  { value: "24-72", label: "等待1到3天" },
  { value: "1", label: "等待超过1小时" },
  { value: "4", label: "等待超过4小时" },
  { value: "24", label: "等待超过1天" },
  { value: "72", label: "等待超过3天" },
];
const SORTS = [
  { value: "latest", label: "最近投诉在前" },
  { value: "oldest", label: "等待最久在前" },
  { value: "most", label: "投诉最多在前" },
];

/** Narrows and orders the queue, by way of the address. */
export function QueueFilters() {
  const { get, set } = useFilters();
  const open = (get("status") ?? "0") === "0";
  return (
    <FilterBar>
      <SearchFilter name="search" label="搜索案件" placeholder="昵称、活动名开头，或编号" width={240} />
      <SelectFilter name="reason" label="原因" width={110} options={REASONS} />
      <SelectFilter name="target" label="对象类型" width={120} options={TARGETS} />
      {open && <SelectFilter name="age" label="等待时间" width={150} options={AGES} />}
      {open && (
        <Select
          aria-label="排序"
          style={{ width: 150 }}
          options={SORTS}
          value={get("sort") ?? "latest"}
          onChange={(sort) => set({ sort })}
        />
      )}
      <SavedViews page="reports" />
    </FilterBar>
  );
}
