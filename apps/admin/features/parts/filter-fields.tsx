"use client";

import { Input, type InputProps, Select } from "antd";
import type { ReactNode } from "react";
import { useFilters } from "./filters";
import styles from "./page.module.css";

/** A list's filters in a row. */
export function FilterBar({ children }: { children: ReactNode }) {
  return <search className={styles.filters}>{children}</search>;
}

type Common = {
  /** In the address. */
  name: string;
  label: string;
  width: number;
};

/** Words to look for, by way of the address; taken with Enter. */
export function SearchFilter({ name, label, width, ...input }: Common & Pick<InputProps, SearchInput>) {
  const { get, set } = useFilters();
  return (
    <Input.Search
      // Begun anew when the address changes by other means.
      key={get(name)}
      aria-label={label}
      placeholder={label}
      allowClear
      style={{ width }}
      defaultValue={get(name)}
      onSearch={(text) => set({ [name]: text.trim() })}
      {...input}
    />
  );
}
type SearchInput = "placeholder" | "autoFocus" | "inputMode" | "maxLength";

type Choices = { options: { value: string; label: string }[]; searchable?: boolean };

/** One of several or none, by way of the address. */
export function SelectFilter({ name, label, width, options, searchable = false }: Common & Choices) {
  const { get, set } = useFilters();
  return (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={searchable && { optionFilterProp: "label" }}
      style={{ width }}
      options={options}
      value={get(name)}
      onChange={(value: string | undefined) => set({ [name]: value })}
    />
  );
}
