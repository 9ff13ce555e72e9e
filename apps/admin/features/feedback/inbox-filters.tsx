"use client";

import { Checkbox, Input, Select } from "antd";
import { useFilters } from "../parts/filters";
import styles from "../parts/page.module.css";
import { SavedViews } from "../views/saved-views";
import { STATUS_WORDS, TYPE_NAMES } from "./words";

const STATUSES = Object.entries(STATUS_WORDS).map(([value, { name }]) => ({ value, label: name }));
const TYPES = Object.entries(TYPE_NAMES).map(([value, label]) => ({ value, label }));
const CLIENTS = [
  { value: "1", label: "iOS" },
  { value: "2", label: "Android" },
  { value: "0", label: "网页" },
];
const ASSIGNEES = [
  { value: "me", label: "我的" },
  { value: "none", label: "无人跟进" },
];

/** Narrows the inbox, by way of the address. */
export function InboxFilters() {
  const { get, set } = useFilters();
  const select = (name: string, label: string, options: { value: string; label: string }[]) => (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      style={{ width: 116 }}
      options={options}
      value={get(name)}
      onChange={(value: string | undefined) => set({ [name]: value })}
    />
  );
  return (
    <search className={styles.filters}>
      <Input.Search
        key={get("search")}
        aria-label="搜索反馈"
        placeholder="昵称开头或编号"
        allowClear
        style={{ width: 200 }}
        defaultValue={get("search")}
        onSearch={(search) => set({ search: search.trim() })}
      />
      {select("status", "状态", STATUSES)}
      {select("type", "类型", TYPES)}
      {select("client", "客户端", CLIENTS)}
      <Input.Search
        key={`version ${get("version")}`}
        aria-label="版本号"
        placeholder="版本号"
        allowClear
        inputMode="numeric"
        style={{ width: 120 }}
        defaultValue={get("version")}
        onSearch={(version) => set({ version: version.trim() })}
      />
      {select("assignee", "跟进人", ASSIGNEES)}
      <Checkbox checked={get("room") === "1"} onChange={({ target }) => set({ room: target.checked ? "1" : "" })}>
        有关活动
      </Checkbox>
      <SavedViews page="feedback" />
    </search>
  );
}
