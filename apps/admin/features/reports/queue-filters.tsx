"use client";

import { Input, Select } from "antd";
import { useFilters } from "../parts/filters";
import styles from "../parts/page.module.css";
import { SavedViews } from "../views/saved-views";
import { REASON_NAMES, TARGET_NAMES } from "./words";

const options = (names: Record<number, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label: label as string }));
const REASONS = options(REASON_NAMES);
const TARGETS = options(TARGET_NAMES);
const AGES = [
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
  const select = (name: string, label: string, choices: { value: string; label: string }[], width: number) => (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      style={{ width }}
      options={choices}
      value={get(name)}
      onChange={(value: string | undefined) => set({ [name]: value })}
    />
  );
  return (
    <search className={styles.filters}>
      <Input.Search
        key={get("search")}
        aria-label="搜索案件"
        placeholder="昵称、活动名开头，或编号"
        allowClear
        style={{ width: 240 }}
        defaultValue={get("search")}
        onSearch={(search) => set({ search: search.trim() })}
      />
      {select("reason", "原因", REASONS, 110)}
      {select("target", "对象类型", TARGETS, 120)}
      {open && select("age", "等待时间", AGES, 150)}
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
    </search>
  );
}
