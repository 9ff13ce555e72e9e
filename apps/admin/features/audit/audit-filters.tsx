"use client";

import { Button, DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { FilterBar, SearchFilter, SelectFilter } from "../parts/filter-fields";
import { useFilters } from "../parts/filters";
import { dateInChina } from "../parts/when";
import { StaffPicker } from "../staff/staff-picker";
import { ACTION_OPTIONS, TARGET_OPTIONS } from "./words";

/** When a chosen day begins in China, in milliseconds since 1970. */
const dayStart = (chosen: Dayjs) => Date.parse(`${chosen.format("YYYY-MM-DD")}T00:00:00+08:00`);
const day = (text: string | undefined) => (text && /^\d{1,15}$/.test(text) ? dayjs(dateInChina(Number(text))) : null);

/** Narrows the audit log, by way of the address. */
export function AuditFilters() {
  const { get, set, query } = useFilters();
  const from = day(get("from"));
  const to = day(get("to"))?.subtract(1, "day") ?? null;
  return (
    <FilterBar>
      <SearchFilter
        name="search"
        label="搜索日志"
        placeholder="原因、改动的内容、编号或员工姓名"
        maxLength={100}
        width={300}
      />
      <SelectFilter name="action" label="操作" width={180} options={ACTION_OPTIONS} searchable />
      <SelectFilter name="type" label="对象类型" width={130} options={TARGET_OPTIONS} />
      <StaffPicker label="员工" value={get("staff")} onChange={(staff) => set({ staff })} />
      <DatePicker.RangePicker
        value={[from, to]}
        allowEmpty={[true, true]}
        onChange={(range) =>
          set({
            from: range?.[0] ? String(dayStart(range[0])) : undefined,
            to: range?.[1] ? String(dayStart(range[1].add(1, "day"))) : undefined,
          })
        }
      />
      {query && (
        <Button type="link" onClick={() => set({ search: "", staff: "", action: "", type: "", from: "", to: "" })}>
          清除条件
        </Button>
      )}
    </FilterBar>
  );
}
