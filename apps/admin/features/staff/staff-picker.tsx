"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTRPC } from "../../lib/trpc/client";

type Props = { label: string; value: string | undefined; onChange: (staffId: string | undefined) => void };

/** Chooses a member of staff by how their name begins; `value` is an id. */
export function StaffPicker({ label, value, onChange }: Props) {
  const { list } = useTRPC().staff.accounts;
  const [search, setSearch] = useState("");
  const found = useQuery(list.queryOptions({ search }, { placeholderData: keepPreviousData }));
  // The one that is chosen already need not be among those found.
  const chosen = useQuery(list.queryOptions({ search: value }, { enabled: value !== undefined }));
  const rows = [...((value && chosen.data?.list) || []), ...(found.data?.list ?? [])];
  const names = new Map(rows.map((row) => [row.staffId, `${row.displayName}（${row.username}）`]));
  return (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={{ filterOption: false, onSearch: setSearch }}
      loading={found.isFetching}
      notFoundContent={found.error ? "没有取到数据" : "没有这样的员工"}
      style={{ width: 200 }}
      options={[...names].map(([staffId, name]) => ({ value: staffId, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}
