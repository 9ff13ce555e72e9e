"use client";

import { Checkbox } from "antd";
import { FilterBar, SearchFilter, SelectFilter } from "../parts/filter-fields";
import { useFilters } from "../parts/filters";
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
  return (
    <FilterBar>
      <SearchFilter name="search" label="搜索反馈" placeholder="昵称开头或编号" width={200} />
      <SelectFilter name="status" label="状态" width={116} options={STATUSES} />
      <SelectFilter name="type" label="类型" width={116} options={TYPES} />
      <SelectFilter name="client" label="客户端" width={116} options={CLIENTS} />
      <SearchFilter name="version" label="版本号" width={120} inputMode="numeric" />
      <SelectFilter name="assignee" label="跟进人" width={116} options={ASSIGNEES} />
      <Checkbox checked={get("room") === "1"} onChange={({ target }) => set({ room: target.checked ? "1" : "" })}>
        有关活动
      </Checkbox>
      <SavedViews page="feedback" />
    </FilterBar>
  );
}
