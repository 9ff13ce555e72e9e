"use client";

import { Button, DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { useFilters } from "../parts/filters";
import styles from "../parts/page.module.css";
import { ACTION_OPTIONS, TARGET_OPTIONS } from "./words";

const day = (text: string | undefined) => (text && /^\d{1,15}$/.test(text) ? dayjs(Number(text)) : null);

/** Narrows the audit log, by way of the address. */
export function AuditFilters() {
  const { get, set, query } = useFilters();
  const from = day(get("from"));
  const to = day(get("to"))?.subtract(1, "day") ?? null;
  return (
    <search className={styles.filters}>
      <Select
        aria-label="操作"
        placeholder="操作"
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 180 }}
        options={ACTION_OPTIONS}
        value={get("action")}
        onChange={(action) => set({ action })}
      />
      <Select
        aria-label="对象类型"
        placeholder="对象类型"
        allowClear
        style={{ width: 130 }}
        options={TARGET_OPTIONS}
        value={get("type")}
        onChange={(type) => set({ type })}
      />
      <Input.Search
        key={`target ${get("target")}`}
        aria-label="对象编号"
        placeholder="对象编号"
        allowClear
        style={{ width: 220 }}
        defaultValue={get("target")}
        onSearch={(target) => set({ target: target.trim() })}
      />
      <Input.Search
        key={`staff ${get("staff")}`}
        aria-label="员工编号"
        placeholder="员工编号"
        allowClear
        style={{ width: 220 }}
        defaultValue={get("staff")}
        onSearch={(staff) => set({ staff: staff.trim() })}
      />
      <DatePicker.RangePicker
        value={[from, to]}
        allowEmpty={[true, true]}
        onChange={(range) =>
          set({
            from: range?.[0] ? String(range[0].startOf("day").valueOf()) : undefined,
            to: range?.[1] ? String(range[1].add(1, "day").startOf("day").valueOf()) : undefined,
          })
        }
      />
      {query && (
        <Button type="link" onClick={() => set({ action: "", type: "", target: "", staff: "", from: "", to: "" })}>
          清除条件
        </Button>
      )}
    </search>
  );
}
