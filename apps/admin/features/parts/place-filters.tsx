"use client";

import { Segmented } from "antd";
import { FilterBar, SearchFilter } from "./filter-fields";
import { useFilters } from "./filters";

type Props = { label: string; states: readonly { value: string; label: string }[] };

/** Search and state of rooms, clubs and events; the first state is the usual one. */
export function PlaceFilters({ label, states }: Props) {
  const { get, set } = useFilters();
  return (
    <FilterBar>
      <SearchFilter name="search" label={label} placeholder="名称开头，或编号、创建者编号" width={300} />
      <Segmented
        options={[...states]}
        value={get("state") ?? states[0]?.value ?? ""}
        onChange={(state) => set({ state })}
      />
    </FilterBar>
  );
}
