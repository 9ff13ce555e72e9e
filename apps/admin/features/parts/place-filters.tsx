"use client";

import { Input, Segmented } from "antd";
import { useFilters } from "./filters";
import styles from "./page.module.css";

type Props = { label: string; states: readonly { value: string; label: string }[] };

/** Search and state of rooms, clubs and events; the first state is the usual one. */
export function PlaceFilters({ label, states }: Props) {
  const { get, set } = useFilters();
  return (
    <search className={styles.filters}>
      <Input.Search
        key={get("search")}
        aria-label={label}
        placeholder="名称开头，或编号、创建者编号"
        allowClear
        style={{ width: 300 }}
        defaultValue={get("search")}
        onSearch={(search) => set({ search: search.trim() })}
      />
      <Segmented
        options={[...states]}
        value={get("state") ?? states[0]?.value ?? ""}
        onChange={(state) => set({ state })}
      />
    </search>
  );
}
